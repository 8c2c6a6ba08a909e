namespace Geo.Core.Store;

/// <summary>One execution of a job (作业), as the ledger knows it. Instants are UTC.</summary>
/// <param name="Id">Kind, time and a random part: survey-20260501T083000Z-3f9a1c.</param>
/// <param name="Kind">Name of the job.</param>
/// <param name="State">queued, running, done, failed or cancelled.</param>
/// <param name="Parameters">JSON.</param>
/// <param name="InputHash">What made two enqueues the same; null where none was given.</param>
/// <param name="Outputs">JSON; set when done.</param>
/// <param name="CreatedAt">Enqueued.</param>
/// <param name="StartedAt">First claim.</param>
/// <param name="EndedAt">Done, failed or cancelled.</param>
/// <param name="Progress">Share done, [0, 1].</param>
/// <param name="ProgressAt">Last report.</param>
/// <param name="Message">Last report's words.</param>
/// <param name="Error">Why it failed, or why it was queued again.</param>
/// <param name="Attempt">Claims so far.</param>
/// <param name="FencingToken">Number of the last claim; older ones write nothing.</param>
/// <param name="Owner">Process that holds or held the lease.</param>
/// <param name="LeaseUntil">End of the lease; null while nobody holds one.</param>
/// <param name="CancelRequested">Someone asked it to stop.</param>
/// <param name="Author">Who asked for it.</param>
/// <param name="CodeVersion">Program that enqueued it.</param>
public sealed record Run(
    string Id, string Kind, string State, string Parameters, string? InputHash, string? Outputs,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    double Progress, DateTimeOffset? ProgressAt, string? Message, string? Error,
    int Attempt, long FencingToken, string? Owner, DateTimeOffset? LeaseUntil, bool CancelRequested, string Author, string CodeVersion)
{
    /// <summary>The run that this one is a step of; null for one of its own.</summary>
    public string? Parent { get; init; }

    /// <summary>Done, failed or cancelled.</summary>
    public bool Ended => State is "done" or "failed" or "cancelled";
}

/// <summary>A lease that was won.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Token">Fencing token: goes with every report and write.</param>
/// <param name="Attempt">1 at the first.</param>
public sealed record Claim(string RunId, long Token, int Attempt);

/// <summary>A line of a run's log.</summary>
public sealed record RunLogLine(long Seq, DateTimeOffset At, int Attempt, string Text);
