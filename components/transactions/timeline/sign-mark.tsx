/** One sign of the timeline. */
import { classes } from '../../primitives/classes.ts'
import { Icon } from '../../primitives/icon.tsx'
import { signLooks } from './looks.ts'
import type { SignKind } from './signs.ts'

/** Decoration: its words stand elsewhere. What is under it does not show through. */
export function SignMark({ kind }: { kind: SignKind }) {
  const { icon, size, className } = signLooks[kind]
  if (icon === null) {
    return (
      <span
        data-sign={kind}
        className={classes('block flex-none', className)}
        style={{ width: size, height: size }}
      />
    )
  }
  return (
    <span data-sign={kind} className={classes('block flex-none rounded-full bg-raised', className)}>
      <Icon of={icon} size={size} />
    </span>
  )
}
