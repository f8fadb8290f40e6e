/** Header files for common static hosts, so that the folder can be put there as it is. */
import {
  immutable,
  immutableFolders,
  isolationHeaders,
  revalidate,
  securityHeaders,
} from '../site-headers.ts'

const everywhere = Object.entries({ ...isolationHeaders, ...securityHeaders })
const forGood = [['Cache-Control', immutable]] as const

/**
 * Texts by file name. Netlify and Cloudflare Pages read `_headers`, Azure Static Web Apps `staticwebapp.config.json`,
 * Vercel `vercel.json`, Apache `.htaccess`; `.nojekyll` keeps GitHub Pages from dropping `_next`. docs/hosting.md has
 * nginx and Caddy.
 */
export function hostFiles(basePath: string): Readonly<Record<string, string>> {
  return {
    _headers: headersFile(basePath),
    'staticwebapp.config.json': json(azure(basePath)),
    'vercel.json': json(vercel(basePath)),
    '.htaccess': apache(basePath),
    '.nojekyll': '',
  }
}

function headersFile(basePath: string): string {
  const rule = (path: string, headers: readonly (readonly [string, string])[]) =>
    `${basePath}${path}*\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`
  return rule('/', everywhere) + immutableFolders.map((folder) => rule(folder, forGood)).join('')
}

function azure(basePath: string): object {
  return {
    trailingSlash: 'always',
    globalHeaders: Object.fromEntries(everywhere),
    routes: immutableFolders.map((folder) => ({
      route: `${basePath}${folder}*`,
      headers: Object.fromEntries(forGood),
    })),
    responseOverrides: { 404: { rewrite: `${basePath}/404.html` } },
    mimeTypes: {
      '.wasm': 'application/wasm',
      '.mjs': 'text/javascript',
      '.data': 'application/octet-stream',
    },
  }
}

function vercel(basePath: string): object {
  const rule = (path: string, headers: readonly (readonly [string, string])[]) => ({
    source: `${basePath}${path}(.*)`,
    headers: headers.map(([key, value]) => ({ key, value })),
  })
  return {
    trailingSlash: true,
    headers: [rule('/', everywhere), ...immutableFolders.map((folder) => rule(folder, forGood))],
  }
}

function apache(basePath: string): string {
  const kept = immutableFolders.join('|')
  return `ErrorDocument 404 ${basePath}/404.html
AddType application/wasm .wasm
AddType text/javascript .js .mjs
AddType application/manifest+json .webmanifest
<IfModule mod_headers.c>
${everywhere.map(([name, value]) => `  Header always set ${name} "${value}"`).join('\n')}
  Header set Cache-Control "${revalidate}"
  Header set Cache-Control "${immutable}" "expr=%{REQUEST_URI} =~ m#(${kept})#"
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/wasm image/svg+xml
</IfModule>
`
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
