import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as prettier from 'prettier'

/** The working tree that is changed: the one of the repository, or a copy of it in tests. */
export class Tree {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  read(path: string): string {
    return readFileSync(join(this.#root, path), 'utf8')
  }

  has(path: string): boolean {
    return existsSync(join(this.#root, path))
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#root, path)), { recursive: true })
    writeFileSync(join(this.#root, path), text)
  }

  remove(path: string): void {
    rmSync(join(this.#root, path), { recursive: true, force: true })
  }

  /** Files below a folder, by path; none where there is no such folder. */
  files(folder: string): string[] {
    if (!this.has(folder)) return []
    return readdirSync(join(this.#root, folder), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(this.#root.length + 1))
      .sort()
  }

  /** The text as prettier writes it here. */
  async format(path: string, text: string): Promise<string> {
    const file = join(this.#root, path)
    const options = await prettier.resolveConfig(file)
    return prettier.format(text, { ...options, filepath: file })
  }
}
