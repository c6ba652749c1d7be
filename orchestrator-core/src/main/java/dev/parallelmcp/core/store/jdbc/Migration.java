package dev.parallelmcp.core.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One step from one schema to the next. A released one never changes again.
 *
 * @param version 1, 2, 3 …
 * @param name what it does, in a word or two
 * @param sql statements
 */
public record Migration(int version, String name, String sql) {

    /** Reads {@code migration/NNN_name.sql} beside {@code neighbour}. */
    public static Migration load(Class<?> neighbour, int version, String name) {
        // By hand: a formatter loads the data of the locale first, which takes longer than to open the database.
        String digits = "00" + version;
        String resource = "migration/" + digits.substring(digits.length() - 3) + "_" + name + ".sql";
        try (InputStream in = neighbour.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from this program");
            }
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // A checkout may have turned line ends; the checksum must not notice.
            return new Migration(version, name, sql.replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the statements. */
    public String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
