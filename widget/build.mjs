// Bundles the web component into dist/bump-chat.js and holds it to its weight: what a page must load, gzipped.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HEAVIEST_GZ = 30 * 1024;
const OUTPUT = new URL("dist/bump-chat.js", import.meta.url).pathname;

// What is in a style sheet is sent as a string, so it is minified before it becomes one.
const minifiedStyles = {
  name: "minified-styles",
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        minify: true,
        write: false,
        target: "safari16.4",
        logLevel: "error",
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

await build({
  entryPoints: [new URL("src/index.ts", import.meta.url).pathname],
  outfile: OUTPUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome105", "firefox110", "safari16.4"],
  legalComments: "none",
  logLevel: "error",
  plugins: [minifiedStyles],
});

const bundle = await readFile(OUTPUT);
const gz = gzipSync(bundle, { level: 9 }).length;
console.log(`bump-chat.js: ${gz} bytes gz (${bundle.length} bytes), of ${HEAVIEST_GZ} allowed`);
if (gz > HEAVIEST_GZ) {
  console.error("The widget is too heavy for the pages that load it.");
  process.exit(1);
}
