import { defineConfig } from 'vite';

// The server serves wwwroot at / and index.html at /map and below; hence absolute /assets.
export default defineConfig({
  base: '/',
  publicDir: 'public',
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: ['chrome87', 'firefox88', 'safari14'],
    chunkSizeWarningLimit: 900,
    sourcemap: false,
  },
});
