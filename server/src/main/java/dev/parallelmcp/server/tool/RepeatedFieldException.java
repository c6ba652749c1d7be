package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** A field came twice in one object. The message says so for the caller, and quotes no value. */
final class RepeatedFieldException extends JsonProcessingException {

    private static final long serialVersionUID = 1L;

    RepeatedFieldException(String field, JsonLocation place) {
        super(Shortened.text(field) + ": given twice, allowed is once", place);
    }
}
