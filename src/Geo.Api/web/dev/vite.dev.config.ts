import { defineConfig } from 'vite';
import { answer } from './answers.js';

const server = process.env.GEOWFC_SERVER;

/** Looks at the pages without a build: a real server's answers through a proxy, else invented ones. */
export default defineConfig({
  server: {
    port: 5173, strictPort: true, fs: { allow: ['../../..'] },
    ...(server ? { proxy: Object.fromEntries(['/session', '/collections', '/scenes', '/runs', '/token', '/models', '/labels', '/samples', '/surveys'].map((p) => [p, server])) } : {}),
  },
  plugins: server ? [] : [{
    name: 'invented-answers',
    configureServer(vite) { vite.middlewares.use((request, response, next) => { if (!answer(request, response)) next(); }); },
  }],
});
