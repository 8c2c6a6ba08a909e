using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs.Described;

namespace Geo.Api.Processes;

/// <summary>What of the list of jobs is wanted (OGC 18-062r2, 11.2); everything given must hold.</summary>
internal sealed record JobQuery(
    IReadOnlyList<string>? Processes, IReadOnlyList<string>? Statuses, (DateTimeOffset? From, DateTimeOffset? To)? Created,
    double? MinDuration, double? MaxDuration, int Limit, string? After)
{
    /// <summary>Query parameters.</summary>
    public static readonly string[] Names = ["type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "after"];

    /// <summary>From the query string; lists are separated by commas.</summary>
    /// <exception cref="InputException">Names the parameter.</exception>
    public static JobQuery Of(HttpRequest request)
    {
        string? Given(string name) => request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        Listed("type", Given("type"), ["process"]);
        double? least = Seconds("minDuration", Given("minDuration")), most = Seconds("maxDuration", Given("maxDuration"));
        return least > most
            ? throw Parameters.Wrong("minDuration", "it is greater than maxDuration", "give the smaller one first")
            : new JobQuery(
                Listed("processID", Given("processID"), [.. JobDescriptions.All.Select(d => d.Kind)]), Listed("status", Given("status"), JobStatus.All),
                Parameters.Datetime(Given("datetime")), least, most, Parameters.Limit(Given("limit")), Given("after"));
    }

    /// <summary>True where a run is wanted.</summary>
    public bool Fits(Run run, DateTimeOffset now)
    {
        // A job that never began has lasted no time.
        double seconds = run.StartedAt is { } started ? ((run.EndedAt ?? now) - started).TotalSeconds : 0;
        return Processes?.Contains(run.Kind) != false
            && Statuses?.Contains(JobStatus.Name(run)) != false
            && !(run.CreatedAt < Created?.From) && !(run.CreatedAt > Created?.To)
            && !(seconds < MinDuration) && !(seconds > MaxDuration);
    }

    private static string[]? Listed(string name, string? text, IReadOnlyList<string> allowed)
    {
        string[]? values = text?.Split(',');
        return values?.FirstOrDefault(v => !allowed.Contains(v)) is { } stray
            ? throw Parameters.Wrong(name, $"'{stray}' is none of the allowed values", $"use {string.Join(", ", allowed)}")
            : values;
    }

    private static double? Seconds(string name, string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds
        : throw Parameters.Wrong(name, $"'{text}' is no whole number of seconds", "give for example 60");
}
