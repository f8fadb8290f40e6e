/** The parts of a quiz, from the tree that lib/lesson/quizzes.ts has made. */
import type { Element, Root } from 'hast'
import type { ReactNode } from 'react'
import type { QuizProps } from '../quiz/quiz.tsx'

/** `draw` makes what is shown of a part of the tree. */
export function quizOf(quiz: Element, draw: (children: Root['children']) => ReactNode): QuizProps {
  const { many, predicts } = quiz.properties
  const choices = quiz.children
    .filter((child) => child.type === 'element')
    .map((choice) => ({
      right: choice.properties.right === true,
      answer: draw(childrenOf(choice, 'lesson-answer')),
      why: draw(childrenOf(choice, 'lesson-why')),
    }))
  return { choices, many: many === true, predicts: typeof predicts === 'string' ? predicts : null }
}

function childrenOf(choice: Element, name: string): Root['children'] {
  const part = choice.children.find((child) => child.type === 'element' && child.tagName === name)
  return part?.type === 'element' ? part.children : []
}
