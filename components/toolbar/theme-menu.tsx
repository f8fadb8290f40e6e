'use client'
/** Light, dark, or as the system has it. */
import { Contrast } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Icon } from '../primitives/icon.tsx'
import { Menu } from '../primitives/menu.tsx'
import { MenuChoice, MenuLabel } from '../primitives/menu-item.tsx'
import { chooseTheme, currentTheme, onThemeChange, type Theme } from './theme.ts'

const words: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

/** The choices alone, for a menu that holds more. */
export function ThemeChoices() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => 'system' as const)
  return (
    <>
      <MenuLabel>Theme</MenuLabel>
      {(Object.keys(words) as Theme[]).map((choice) => (
        <MenuChoice key={choice} chosen={theme === choice} onSelect={() => chooseTheme(choice)}>
          {words[choice]}
        </MenuChoice>
      ))}
    </>
  )
}

/** A sign of its own in the bar. */
export function ThemeMenu({ className }: { className?: string }) {
  return (
    <div data-needs-script className={className}>
      <Menu
        look="quiet"
        size="icon"
        label="Theme"
        aria-label="Theme"
        trigger={<Icon of={Contrast} size={16} className="[&>path]:fill-current" />}
      >
        <ThemeChoices />
      </Menu>
    </div>
  )
}
