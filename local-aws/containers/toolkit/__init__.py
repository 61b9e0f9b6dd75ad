"""What all SageMaker images share: the job folder, the log, failure reports, script mode and the HTTP server."""
