export default function Home() {
  return <h1>Lessons</h1>
}
