/** Markdown text to a tree with places: CommonMark, GFM and YAML front matter. */
import type { Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const parser = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).use(remarkGfm).freeze()

/** Every text is Markdown: this never refuses one. `text` has no byte order mark. */
export function parseMarkdown(text: string): Root {
  return parser.parse(text)
}
