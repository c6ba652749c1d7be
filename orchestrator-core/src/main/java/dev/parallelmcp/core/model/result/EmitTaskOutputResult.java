package dev.parallelmcp.core.model.result;

/**
 * What was put out has its number.
 *
 * @param sequence 1, 2, 3 … within the task
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record EmitTaskOutputResult(long sequence, boolean replayed) {}
