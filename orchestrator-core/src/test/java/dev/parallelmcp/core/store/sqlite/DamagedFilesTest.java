package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.doctor.Check;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Finding;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the file, or beside it, is told; nothing is thrown and nothing changed. */
class DamagedFilesTest {

    private static final int PAGE_BYTES = 2048;

    @TempDir
    Path folder;

    private Diagnosis examine(Path file) {
        return new Patient(file, new HandClock()).examine();
    }

    private static String told(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .map(Finding::examples)
                .flatMap(List::stream)
                .map(example -> example.id() + ": " + example.detail())
                .collect(Collectors.joining("\n"));
    }

    private void assertUnexamined(Path file, Symptom symptom, String told) {
        Diagnosis diagnosis = examine(file);
        assertThat(Patient.symptoms(diagnosis)).containsExactly(symptom);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNEXAMINED);
        assertThat(diagnosis.facts()).isEmpty();
        assertThat(told(diagnosis)).contains(told).doesNotContain(folder.toString());
    }

    @Test
    void missingFileIsToldAndNotMade() {
        assertUnexamined(folder.resolve("none"), Symptom.FILE_MISSING, "");
        assertUnexamined(folder.resolve("no/such/none"), Symptom.FILE_MISSING, "");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void logThatWasLeftWithoutItsDatabaseIsTold() throws IOException {
        Files.writeString(folder.resolve("gone-wal"), "log");
        assertUnexamined(folder.resolve("gone"), Symptom.FILE_MISSING, "a write-ahead log of this name is left");
    }

    @Test
    void folderIsTold() {
        assertUnexamined(folder, Symptom.FILE_UNREADABLE, "is a folder");
    }

    @Test
    void emptyFileIsTold() throws IOException {
        assertUnexamined(Files.createFile(folder.resolve("empty")), Symptom.FILE_FOREIGN, "it is empty");
        assertThat(folder.resolve("empty")).isEmptyFile();
    }

    @Test
    void textIsTold() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "This is a letter. ".repeat(500));
        assertUnexamined(letter, Symptom.FILE_FOREIGN, "the file is not a database");
        assertThat(letter).hasContent("This is a letter. ".repeat(500));
    }

    @Test
    void databaseOfAnotherProgramIsTold() {
        Path file = folder.resolve("other");
        Raw.script(file, "CREATE TABLE notes (note TEXT)");
        assertUnexamined(file, Symptom.FILE_FOREIGN, "the database of another program");
    }

    @Test
    void fileThatMayNotBeReadIsTold() {
        Path file = Patient.in(folder).file();
        assumeTrue(file.toFile().setReadable(false), "needs permissions");
        assumeTrue(!Files.isReadable(file), "the superuser may read everything");
        assertUnexamined(file, Symptom.FILE_UNREADABLE, "cannot be read here");
    }

    @Test
    void lockOfAnotherProgramIsTold() {
        Path file = Patient.in(folder).file();
        try (Session other = Raw.connect(file)) {
            other.script("PRAGMA locking_mode = EXCLUSIVE");
            other.script("UPDATE runs SET external_id = 'x'");
            assertUnexamined(file, Symptom.FILE_BUSY, "locked by others");
        }
    }

    @Test
    void databaseInUseByAnotherProcessIsExamined() throws IOException {
        Path file = folder.resolve("state.sqlite");
        try (WriterProcess writer = new WriterProcess(file)) {
            writer.write("run_of_another");
            // It writes rows and no events, which tells that they were read from its log.
            Diagnosis diagnosis = examine(file);
            assertThat(Patient.symptoms(diagnosis)).containsExactly(Symptom.UNLOGGED_RUN);
            assertThat(told(diagnosis)).contains("run_of_another");
            writer.kill();
            assertThat(told(examine(file))).contains("run_of_another");
        }
    }

    @Test
    void oldDatabaseIsAHintAndStaysAsItIs() {
        for (int version = 1; version < SqliteSchema.MIGRATIONS.size(); version++) {
            Path file = folder.resolve("version" + version);
            OldDatabase.create(file, version, tables -> {});
            byte[] before = Raw.bytes(file);
            Diagnosis diagnosis = examine(file);
            assertThat(Patient.symptoms(diagnosis)).containsExactly(Symptom.SCHEMA_OLDER);
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.CLEAN);
            assertThat(told(diagnosis)).isEqualTo("version " + version + ": this program is of version 6");
            assertThat(Raw.bytes(file)).isEqualTo(before);
        }
    }

    @Test
    void newerDatabaseIsNotExaminedFurther() {
        Patient patient = Patient.in(folder);
        patient.damage("INSERT INTO schema_migrations VALUES (7, 'later', 'checksum', 0); DELETE FROM events");
        Diagnosis diagnosis = patient.examine();
        assertThat(Patient.symptoms(diagnosis)).containsExactly(Symptom.SCHEMA_NEWER);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNEXAMINED);
        assertThat(diagnosis.made()).contains(Check.INTEGRITY, Check.LOG).doesNotContain(Check.EVENTS);
    }

    @Test
    void historyThatIsNotOursIsTold() {
        Patient patient = Patient.in(folder);
        patient.damage("UPDATE schema_migrations SET checksum = 'other' WHERE version = 3");
        assertThat(told(patient.examine())).isEqualTo("step 3: is another one");
        patient.damage("DROP TABLE schema_migrations");
        assertThat(Patient.symptoms(patient.examine())).contains(Symptom.SCHEMA_UNKNOWN);
    }

    @Test
    void whatSomebodyDroppedOrAddedIsTold() {
        Patient patient = Patient.in(folder);
        patient.damage("""
                DROP INDEX tasks_parked; DROP TRIGGER runs_move;
                CREATE INDEX tasks_parked ON tasks (due_at); CREATE TABLE notes (note TEXT)""");
        Diagnosis diagnosis = patient.examine();
        assertThat(Patient.symptoms(diagnosis)).containsExactlyInAnyOrder(Symptom.SCHEMA_CHANGED, Symptom.SCHEMA_ADDED);
        assertThat(told(diagnosis).lines())
                .containsExactlyInAnyOrder(
                        "index tasks_parked: is another one", "trigger runs_move: is missing", "table notes: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "attempts", "context_snapshots", "run_counts", "sqlite_sequence"})
    void aCheckWithoutItsTableIsToldAndTheOthersAreMade(String table) {
        Patient patient = Patient.in(folder);
        patient.damage("PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = '%1$s' OR tbl_name = '%1$s'"
                .formatted(table));
        Diagnosis diagnosis = patient.examine();
        assertThat(Patient.symptoms(diagnosis)).contains(Symptom.UNREADABLE_CHECK);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FAULTY);
        assertThat(diagnosis.made()).contains(Check.SCHEMA, Check.LOG).hasSizeLessThan(Check.values().length);
    }

    @Test
    void whicheverPageIsOverwrittenItIsTold() throws IOException {
        byte[] sound = Raw.bytes(Patient.in(folder).file());
        for (int page = 0; page < sound.length / PAGE_BYTES; page++) {
            byte[] damaged = sound.clone();
            Arrays.fill(damaged, page * PAGE_BYTES, (page + 1) * PAGE_BYTES, (byte) 0xa5);
            Diagnosis diagnosis = examine(Files.write(folder.resolve("page" + page), damaged));
            assertThat(diagnosis.verdict()).as("page %s: %s", page, diagnosis).isNotEqualTo(Verdict.CLEAN);
            if (page > 0) {
                assertThat(diagnosis.verdict()).isEqualTo(Verdict.FAULTY);
                assertThat(Patient.symptoms(diagnosis)).contains(Symptom.DAMAGED);
            }
        }
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] sound = Raw.bytes(Patient.in(folder).file());
        for (int length : new int[] {1, 50, 100, 512, PAGE_BYTES, sound.length / 2, sound.length - 1}) {
            Diagnosis diagnosis = examine(Files.write(folder.resolve("cut" + length), Arrays.copyOf(sound, length)));
            assertThat(diagnosis.verdict())
                    .as("%s bytes: %s", length, diagnosis)
                    .isNotEqualTo(Verdict.CLEAN);
        }
        assertThat(Patient.symptoms(examine(folder.resolve("cut" + sound.length / 2))))
                .containsExactly(Symptom.DAMAGED);
    }

    /** Some of them hit nothing that matters; none of them may end in an exception, or show what is stored. */
    @Test
    void whateverBytesAreFlippedAnAnswerComes() throws IOException {
        byte[] sound = Raw.bytes(Patient.in(folder).file());
        Random random = new Random(5);
        int noticed = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = sound.clone();
            for (int j = 0; j < 20; j++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve("flipped"), damaged);
            Diagnosis diagnosis = examine(file);
            noticed += diagnosis.verdict() == Verdict.CLEAN ? 0 : 1;
            for (String beside : new String[] {"flipped-wal", "flipped-shm"}) {
                Files.deleteIfExists(folder.resolve(beside));
            }
        }
        assertThat(noticed).isGreaterThan(100);
    }

    @Test
    void largeLogIsAHint() {
        Patient patient = Patient.in(folder);
        try (SqliteStore store = SqliteStore.open(patient.file());
                Session reader = Raw.connect(patient.file())) {
            reader.script("BEGIN; CREATE TEMP TABLE seen AS SELECT * FROM runs");
            try (Session writer = Raw.connect(patient.file())) {
                writer.script("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF");
                writer.script("UPDATE runs SET metadata = hex(zeroblob(35000000)) WHERE id = 'run'");
            }
            Diagnosis diagnosis = patient.examine();
            assertThat(Patient.symptoms(diagnosis)).containsExactly(Symptom.LARGE_LOG);
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.CLEAN);
            assertThat(diagnosis.facts().orElseThrow().logBytes()).isGreaterThan(64L << 20);
            reader.script("ROLLBACK");
            assertThat(store.<Boolean>read(tx -> tx.runs().find("run").isPresent()))
                    .isTrue();
        }
    }

    @Test
    void copyWithoutAWriteAheadLogIsExaminedAndNothingIsPutBesideIt() throws IOException {
        Patient patient = Patient.in(folder);
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Path copy = copies.resolve("copy");
        patient.damage("VACUUM INTO '" + copy + "'");
        byte[] before = Raw.bytes(copy);
        assertThat(examine(copy).findings()).isEmpty();
        assertThat(Raw.bytes(copy)).isEqualTo(before);
        try (Stream<Path> files = Files.list(copies)) {
            assertThat(files).containsExactly(copy);
        }
    }

    @Test
    void behindALinkItIsLookedForBesideTheFileItself() throws IOException {
        Patient patient = Patient.in(folder);
        Path link = Files.createDirectory(folder.resolve("links")).resolve("link");
        Files.createSymbolicLink(link, patient.file());
        try (SqliteStore store = SqliteStore.open(link)) {
            store.write(tx -> {
                tx.runs().insert(Rows.run("logged"));
                return true;
            });
            assertThat(examine(link).facts())
                    .hasValueSatisfying(facts -> assertThat(facts.logBytes()).isPositive());
        }
        Files.write(folder.resolve("state.sqlite-journal"), new byte[1000]);
        assertThat(Patient.symptoms(examine(link))).contains(Symptom.STRAY_JOURNAL);
    }

    @Test
    void journalBesideTheFileIsTold() throws IOException {
        Patient patient = Patient.in(folder);
        Path journal = folder.resolve("state.sqlite-journal");
        Files.write(journal, "as if a change was cut off".getBytes(StandardCharsets.UTF_8));
        assertThat(Patient.symptoms(patient.examine())).contains(Symptom.STRAY_JOURNAL);
        assertThat(patient.examine().verdict()).isEqualTo(Verdict.UNEXAMINED);
        Files.write(journal, new byte[1000]);
        assertThat(Patient.symptoms(patient.examine())).containsExactly(Symptom.STRAY_JOURNAL);
        assertThat(patient.examine().verdict()).isEqualTo(Verdict.CLEAN);
    }
}
