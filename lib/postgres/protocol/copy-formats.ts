/** The messages of COPY that both directions or several messages share. */
import { largeLimit, type MessageFormat } from './message-format.ts'
import type { CopyBothResponse, CopyData, CopyInResponse, CopyOutResponse } from './messages.ts'

type CopyResponse = CopyInResponse | CopyOutResponse | CopyBothResponse

export const copyData: MessageFormat<CopyData> = {
  letter: 'd',
  limit: largeLimit,
  read: (reader) => ({ type: 'CopyData', data: reader.rest() }),
  write: (writer, { data }) => writer.raw(data),
}

/** The three answers to COPY differ in their letter only. */
export function copyResponse<T extends CopyResponse['type']>(
  letter: string,
  type: T,
): MessageFormat<{ type: T } & Pick<CopyResponse, 'format' | 'columnFormats'>> {
  return {
    letter,
    limit: largeLimit,
    read: (reader) => ({ type, format: reader.byteFormat(), columnFormats: reader.formats() }),
    write(writer, { format, columnFormats }) {
      writer.byte(format)
      writer.formats(columnFormats)
    },
  }
}
