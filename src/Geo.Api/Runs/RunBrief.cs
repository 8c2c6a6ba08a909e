using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Runs;

/// <summary>A run as the pages see it.</summary>
internal sealed record RunBrief(
    string Id, string Kind, string State, double Progress, string? Message, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, DateTimeOffset? ProgressAt, int Attempt, bool CancelRequested, string Author, string CodeVersion, string? ParentId, JsonElement? Parameters, JsonElement? Outputs)
{
    /// <summary>From the ledger.</summary>
    public static RunBrief Of(Run run) => new(
        run.Id, run.Kind, run.State, run.Progress, run.Message, run.Error, run.CreatedAt, run.StartedAt, run.EndedAt, run.ProgressAt,
        run.Attempt, run.CancelRequested, run.Author, run.CodeVersion, run.Parent, Parse(run.Parameters), Parse(run.Outputs));

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}

/// <summary>A line of a run's log.</summary>
internal sealed record LogLine(long Seq, DateTimeOffset At, int Attempt, string Text);
