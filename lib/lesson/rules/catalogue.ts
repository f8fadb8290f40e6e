/** Every rule of lib/lesson, by file. Tests run the examples; docs/diagnostics.md is made from it. */
import type { Rule } from '../diagnostic.ts'
import * as attributes from './attributes.ts'
import * as course from './course.ts'
import * as fences from './fences.ts'
import * as frontMatter from './front-matter.ts'
import * as html from './html.ts'
import * as links from './links.ts'
import * as nearby from './nearby.ts'
import * as nesting from './nesting.ts'
import * as patterns from './patterns.ts'
import * as yaml from './yaml.ts'

export interface RuleGroup {
  title: string
  rules: readonly Rule<never>[]
}

export const catalogue: readonly RuleGroup[] = [
  { title: 'Front matter and title', rules: [...Object.values(yaml), ...Object.values(frontMatter)] },
  { title: 'Fences and outputs', rules: [...Object.values(fences), ...Object.values(patterns)] },
  { title: 'Attributes of a cell', rules: Object.values(attributes) },
  { title: 'Sessions, ids, exercises', rules: Object.values(links) },
  { title: 'HTML, links, pictures, callouts', rules: [...Object.values(html), ...Object.values(nesting)] },
  { title: 'Course and folder', rules: [...Object.values(course), ...Object.values(nearby)] },
]
