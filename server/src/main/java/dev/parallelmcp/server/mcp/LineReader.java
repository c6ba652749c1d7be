package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, of which none can take more memory than its limit. Byte order marks, carriage
 * returns at line ends and blank lines are passed over. For one thread.
 */
final class LineReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    /** While a line is taken apart its bytes, its text and its parts are there at once. */
    private static final long MOST_LINE_BYTES = Runtime.getRuntime().maxMemory() / 32;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;

    /** @param maxLineBytes the longest line, where the heap is large enough for it: no line takes more than its share */
    LineReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = (int) Math.min(maxLineBytes, MOST_LINE_BYTES);
    }

    /** The next line that is not blank; null at the end of input. A last line without a line end counts. */
    @Nullable
    Line next() throws IOException {
        while (position < end || fill()) {
            Line line = readLine();
            if (!(line instanceof Line.Text text && text.text().isBlank())) {
                return line;
            }
        }
        return null;
    }

    private Line readLine() throws IOException {
        int lineEnd = endInBuffer();
        if (lineEnd < end) {
            Line line = lineEnd - position > maxLineBytes ? new Line.TooLong() : decode(buffer, position, lineEnd);
            position = lineEnd + 1;
            return line;
        }
        return readLongLine();
    }

    /** A line that reaches beyond the buffer. */
    private Line readLongLine() throws IOException {
        ByteArrayOutputStream collected = new ByteArrayOutputStream(2 * BUFFER_BYTES);
        boolean tooLong = false;
        do {
            int lineEnd = endInBuffer();
            tooLong |= collected.size() + (lineEnd - position) > maxLineBytes;
            if (tooLong) {
                collected.reset();
            } else {
                collected.write(buffer, position, lineEnd - position);
            }
            boolean complete = lineEnd < end;
            position = complete ? lineEnd + 1 : end;
            if (complete) {
                break;
            }
        } while (fill());
        return tooLong ? new Line.TooLong() : decode(collected.toByteArray(), 0, collected.size());
    }

    /** Where the line at {@code position} ends: at a line feed, or where the bytes read so far do. */
    private int endInBuffer() {
        for (int i = position; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return end;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private static Line decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        // Decoding like this never fails; only where it put a replacement is there anything to verify.
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes, from, to)) {
            return new Line.NotText();
        }
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        int stop = text.endsWith("\r") ? text.length() - 1 : text.length();
        return new Line.Text(text.substring(Math.min(start, stop), stop));
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
