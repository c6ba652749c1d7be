package dev.parallelmcp.core.model.request;

/** A request that only the holder of a live lease may make. */
public interface LeaseHolder {
    String taskId();

    String leaseId();

    String workerId();
}
