/** The catalogue: all lessons in teaching order. */
import { Catalogue } from '../components/catalogue/catalogue.tsx'
import { readCourse } from './course.ts'

export default async function CataloguePage() {
  return <Catalogue {...(await readCourse())} />
}
