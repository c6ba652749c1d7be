package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LazyTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void nothingIsMadeBeforeItIsAskedFor() {
        Lazy<Integer> lazy = Lazy.of(asked::incrementAndGet);
        assertThat(asked).hasValue(0);
        lazy.prepare();
        assertThat(asked).hasValue(1);
        assertThat(lazy.get()).isEqualTo(1);
    }

    @Test
    void allThreadsGetTheSame() {
        Lazy<Integer> lazy = Lazy.of(asked::incrementAndGet);
        List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(lazy))
                .limit(50)
                .toList();
        assertThat(answers).extracting(CompletableFuture::join).containsOnly(1);
    }

    @Test
    void whatCouldNotBeMadeIsTriedAgain() {
        Lazy<Integer> lazy = Lazy.of(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return asked.get();
        });
        assertThatThrownBy(lazy::get).hasMessage("not yet");
        assertThat(lazy.get()).isEqualTo(2);
    }
}
