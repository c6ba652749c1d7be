package dev.parallelmcp.core.model.request;

/** Asks to apply every lease expiry and timeout that is due. */
public record ExpireLeasesRequest() {}
