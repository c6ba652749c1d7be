package dev.parallelmcp.core.model.request;

/** Asks to do at once all that time has brought. */
public record RunMaintenanceRequest() {}
