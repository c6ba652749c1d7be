package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Client tokens in a SQL database. */
public final class JdbcTokens implements Tokens {

    private static final String FIND = """
            SELECT namespace, token, operation, arguments_hash, run_id, answer_id, answer
            FROM client_tokens
            WHERE token = ?
            ORDER BY namespace
            """;

    private static final String FIND_IN_NAMESPACE = """
            SELECT namespace, token, operation, arguments_hash, run_id, answer_id, answer
            FROM client_tokens
            WHERE token = ? AND namespace = ?
            """;

    private static final String INSERT = """
            INSERT INTO client_tokens (namespace, token, operation, arguments_hash, run_id, answer_id, answer)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private final Session session;

    public JdbcTokens(Session session) {
        this.session = session;
    }

    @Override
    public List<TokenRow> find(String token, Optional<String> namespace) {
        if (namespace.isEmpty()) {
            return session.list(FIND, params -> params.text(token), JdbcTokens::read);
        }
        return session.list(FIND_IN_NAMESPACE, params -> params.text(token).text(namespace.get()), JdbcTokens::read);
    }

    @Override
    public void insert(TokenRow row) {
        session.update(
                INSERT,
                params -> params.text(row.namespace())
                        .text(row.token())
                        .text(row.operation())
                        .text(row.argumentsHash())
                        .text(row.runId())
                        .text(row.answerId())
                        .text(row.answer()));
    }

    private static TokenRow read(Columns row) throws SQLException {
        return new TokenRow(row.text(), row.text(), row.text(), row.text(), row.text(), row.text(), row.textOrNull());
    }
}
