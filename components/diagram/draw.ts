/**
 * Draws a diagram from its Mermaid text. Lessons are not trusted, so the drawing comes as a picture: nothing in it can run,
 * load, or style the page.
 */

/** As far as it is used. */
interface Mermaid {
  initialize(config: object): void
  render(id: string, text: string): Promise<{ svg: string }>
}

export interface Drawing {
  /** Address of the picture. */
  address: string
  width: number
  height: number
}

let loading: Promise<Mermaid> | null = null
let count = 0

/** Rejects if the script cannot be had, or the text is no diagram that it knows. */
export async function draw(text: string, dark: boolean): Promise<Drawing> {
  loading ??= load()
  loading.catch(() => {
    loading = null
  })
  const mermaid = await loading
  mermaid.initialize({
    startOnLoad: false,
    suppressErrorRendering: true,
    securityLevel: 'strict',
    theme: dark ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
    htmlLabels: false,
    flowchart: { htmlLabels: false },
  })
  const { svg } = await mermaid.render(`diagram-${++count}`, text)
  return picture(svg)
}

/** Its own width and height, which Mermaid leaves to the page's style. */
function picture(svg: string): Drawing {
  const root = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg')
  const [, , width = 0, height = 0] = (root?.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number)
  if (!root || !(width > 0 && height > 0)) throw new Error('the drawing has no size')
  root.setAttribute('width', String(width))
  root.setAttribute('height', String(height))
  root.style.maxWidth = ''
  const written = new XMLSerializer().serializeToString(root)
  return { address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written)}`, width, height }
}

function load(): Promise<Mermaid> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = `${process.env.BASE_PATH}/diagrams/mermaid.js`
    script.onload = () => {
      script.remove()
      const { mermaid } = globalThis as { mermaid?: Mermaid }
      if (mermaid) resolve(mermaid)
      else reject(new Error('the script for diagrams is another one'))
    }
    script.onerror = () => {
      script.remove()
      reject(new Error('the script for diagrams could not be loaded'))
    }
    document.head.append(script)
  })
}
