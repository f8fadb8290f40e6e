/** An HTML tree as indented lines, to be read in a difference. */
import type { Nodes } from 'hast'

export function sketch(node: Nodes, depth = 0): string[] {
  const indent = '  '.repeat(depth)
  switch (node.type) {
    case 'text':
      return node.value.trim() === '' ? [] : [`${indent}${JSON.stringify(node.value)}`]
    case 'root':
      return node.children.flatMap((child) => sketch(child, depth))
    case 'element': {
      const properties = Object.entries(node.properties).map(
        ([name, value]) => ` ${name}=${JSON.stringify(value)}`,
      )
      const children = node.children.flatMap((child) => sketch(child, depth + 1))
      return [`${indent}<${node.tagName}${properties.join('')}>`, ...children]
    }
    default:
      return [`${indent}${node.type}`]
  }
}
