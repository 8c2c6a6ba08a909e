namespace Geo.Jobs.Jobs;

/// <summary>The child process of a training run failed; the message is its own one line.</summary>
internal sealed class TrainingFailedException(string message) : Exception(message);
