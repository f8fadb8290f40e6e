/** One backend's WebAssembly memory and exports, with names instead of offsets. */

type ExportedFunction = (...args: number[]) => number

export class Memory {
  private instance: WebAssembly.Instance | null = null
  private byteView: Uint8Array
  private wordView: Int32Array

  constructor(readonly memory: WebAssembly.Memory) {
    this.byteView = new Uint8Array(memory.buffer)
    this.wordView = new Int32Array(memory.buffer)
  }

  attach(instance: WebAssembly.Instance): void {
    this.instance = instance
  }

  /** The memory may have grown since the last look. */
  get bytes(): Uint8Array {
    this.refresh()
    return this.byteView
  }

  get words(): Int32Array {
    this.refresh()
    return this.wordView
  }

  exports(name: string): boolean {
    return this.exported(name) !== undefined
  }

  /** Address of an exported C variable. */
  address(name: string): number {
    const value = this.exported(name)
    if (!(value instanceof WebAssembly.Global))
      throw new TypeError(`pglite.wasm does not export the variable "${name}"`)
    return value.value
  }

  /** Value of an exported C variable of four bytes. */
  variable(name: string): number {
    return this.words[this.address(name) >> 2] ?? 0
  }

  setVariable(name: string, value: number): void {
    this.words[this.address(name) >> 2] = value
  }

  setFlag(name: string, value: 0 | 1): void {
    this.bytes[this.address(name)] = value
  }

  call(name: string, ...args: number[]): number {
    const value = this.exported(name)
    if (typeof value !== 'function') throw new TypeError(`pglite.wasm does not export the function "${name}"`)
    return (value as ExportedFunction)(...args)
  }

  /** Calls through C's table of functions. */
  callPointer(index: number, ...args: number[]): number {
    return (this.table.get(index) as ExportedFunction)(...args)
  }

  /**
   * Whether an index of C's table of functions is that of an exported one. A function's name is its index in the module
   * (WebAssembly JavaScript Interface, "Exported Function"); WebKit gives two objects for one, so they are not compared.
   */
  pointsTo(index: number, name: string): boolean {
    const exported = this.exported(name)
    return (
      typeof exported === 'function' && (this.table.get(index) as ExportedFunction).name === exported.name
    )
  }

  /** A C string; the copy is needed, since decoders refuse shared memory. */
  text(address: number): string {
    const end = this.bytes.indexOf(0, address)
    return new TextDecoder().decode(this.bytes.slice(address, end))
  }

  /** Puts a C string into memory of malloc's. */
  allocateText(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`)
    const address = this.call('malloc', bytes.length)
    this.bytes.set(bytes, address)
    return address
  }

  private get table(): WebAssembly.Table {
    const table = this.exported('__indirect_function_table')
    if (!(table instanceof WebAssembly.Table))
      throw new TypeError('pglite.wasm does not export its function table')
    return table
  }

  private exported(name: string): WebAssembly.ExportValue | undefined {
    if (!this.instance) throw new Error('the module is not instantiated yet')
    return this.instance.exports[name]
  }

  private refresh(): void {
    if (this.byteView.length === this.memory.buffer.byteLength) return
    this.byteView = new Uint8Array(this.memory.buffer)
    this.wordView = new Int32Array(this.memory.buffer)
  }
}
