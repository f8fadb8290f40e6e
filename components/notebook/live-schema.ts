export class LiveSchema {}
