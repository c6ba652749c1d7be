package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowTextTest {

    private static final Load LOAD = new Load(10_000, 4, Durability.NORMAL);
    private static final Sample SAMPLE =
            new Sample(1234.56, 78.94, 901.25, OptionalDouble.empty(), OptionalLong.empty());

    @Test
    void aRowWithALimitHasAllFigures() {
        Row row = new Row("batch", LOAD, SAMPLE.withWalBytesPerTask(128.04).withErrors(2), OptionalDouble.of(2469.12));
        assertThat(RowText.json(row))
                .isEqualTo("{\"workload\":\"batch\",\"tasks\":10000,\"workers\":4,\"durability\":\"normal\","
                        + "\"operationsPerSecond\":1234.6,\"p50Micros\":78.9,\"p99Micros\":901.3,"
                        + "\"walBytesPerTask\":128.0,\"limitPerSecond\":2469.1,\"ratio\":0.5,\"errors\":2}");
        assertThat(RowText.line(row).split(" +", -1))
                .containsExactly("batch", "10000", "4", "normal", "1235", "79", "901", "128", "2469", "0.50", "2");
    }

    @Test
    void aRowWithoutALimitNamesNone() {
        Row row = new Row("wake", LOAD, SAMPLE, OptionalDouble.empty());
        assertThat(RowText.json(row)).endsWith("\"p99Micros\":901.3,\"walBytesPerTask\":null}");
        assertThat(RowText.line(row)).endsWith("-      -      -");
    }

    @Test
    void figuresStandBelowTheirHeads() {
        Row row = new Row("batch", LOAD, SAMPLE, OptionalDouble.empty());
        assertThat(RowText.line(row)).hasSameSizeAs(RowText.head());
        assertThat(RowText.head()).startsWith("workload ").contains("operations/s", "p50", "p99", "limit/s", "ratio");
    }
}
