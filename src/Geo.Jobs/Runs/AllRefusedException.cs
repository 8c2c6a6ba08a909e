namespace Geo.Jobs.Runs;

/// <summary>A job took none of its inputs: the run fails with the reasons, and its outputs still tell each of them.</summary>
internal sealed class AllRefusedException(string message, object outputs) : Exception(message)
{
    /// <summary>What the job says of each input.</summary>
    public object Outputs { get; } = outputs;
}
