using System.Text.Json;
using Geo.Core;
using Geo.Core.Sites;

namespace Geo.Jobs.Tracing;

/// <summary>Where a number comes from, and what it is when computed again.</summary>
/// <param name="Layer">The collection.</param>
/// <param name="Id">The row.</param>
/// <param name="Property">The column.</param>
/// <param name="Title">Its title.</param>
/// <param name="Value">Its value; null where there is none.</param>
/// <param name="SetAt">When the value was written, UTC.</param>
/// <param name="SetBy">Who wrote it: a person, or who asked for the run.</param>
/// <param name="Revision">Revision that wrote it.</param>
/// <param name="Run">The run that made it; null where a person or a register did.</param>
/// <param name="Model">The model behind it; null where none is.</param>
/// <param name="Inputs">Files behind it, with their checksums.</param>
/// <param name="Rows">Rows of other layers behind it, as layer/id.</param>
/// <param name="Rules">Values and rules that decided it, each with its source.</param>
/// <param name="CodeVersionThen">Program that made it; null where unknown.</param>
/// <param name="CodeVersionNow">This program.</param>
/// <param name="Recomputed">What it is when computed again.</param>
public sealed record Trace(
    string Layer, string Id, string Property, Reason Title, object? Value, DateTimeOffset SetAt, string SetBy, long Revision,
    TracedRun? Run, TracedModel? Model, IReadOnlyList<TracedInput> Inputs, IReadOnlyList<string> Rows, IReadOnlyList<TracedRule> Rules, string? CodeVersionThen, string CodeVersionNow, Recomputation Recomputed);

/// <summary>The run of a number.</summary>
public sealed record TracedRun(
    string Id, string Kind, string State, string Author, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string CodeVersion, JsonElement Parameters);

/// <summary>The model of a number.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its identity as the run recorded it.</param>
public sealed record TracedModel(string Name, string? Hash);

/// <summary>A file behind a number.</summary>
/// <param name="SceneId">The scene.</param>
/// <param name="File">Name in scenes/, or of the source as it was taken in.</param>
/// <param name="Role">data, quality or source.</param>
/// <param name="Recorded">SHA-256 when it was taken in; null where none was kept.</param>
/// <param name="Found">SHA-256 now; null where it was not looked at.</param>
/// <param name="State">same, differs, missing, or recorded where it was not looked at.</param>
public sealed record TracedInput(string SceneId, string File, string Role, string? Recorded, string? Found, string State);

/// <summary>A value or rule behind a number.</summary>
/// <param name="Name">Its name in the rules' file.</param>
/// <param name="Value">Its value as this program has it; null for a rule in words.</param>
/// <param name="Unit">Its unit; empty for none.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
public sealed record TracedRule(string Name, double? Value, string Unit, string Document, string Date)
{
    /// <summary>A named value of a rules' file.</summary>
    internal static TracedRule Of(RuleValue rule) => new(rule.Name, rule.Value, rule.Unit, rule.Document, rule.Date);
}

/// <summary>A number computed again.</summary>
/// <param name="State">equal (to the last bit), differs, refused (an input is another than then), or not_computed.</param>
/// <param name="Value">What came out; null where nothing did.</param>
/// <param name="Difference">New less old, of numbers.</param>
/// <param name="Why">What was done, or why not.</param>
public sealed record Recomputation(string State, object? Value, double? Difference, Reason Why)
{
    /// <summary>Compares what came out with what is stored.</summary>
    internal static Recomputation Of(object? stored, object? value, Reason how)
    {
        value = Stored(value);
        bool equal = (stored, value) switch
        {
            (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
            (IEnumerable<string> a, IEnumerable<string> b) => a.SequenceEqual(b),
            _ => Equals(stored, value),
        };
        double? difference = (stored, value) switch
        {
            (double a, double b) => b - a,
            (long a, long b) => b - a,
            _ => null,
        };
        return new Recomputation(equal ? "equal" : "differs", value, difference, how);
    }

    // As the store gives it back: whole numbers as long, instants to the millisecond.
    private static object? Stored(object? value) => value switch
    {
        int n => (long)n,
        DateTimeOffset at => new DateTimeOffset(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero),
        _ => value,
    };

    /// <summary>Nothing is computed.</summary>
    internal static Recomputation None(string zh, string en) => new("not_computed", null, null, new Reason(zh, en));

    /// <summary>The sentence for people: what is different, and with which program.</summary>
    internal static Reason Versions(string? then, string now) => then == now
        ? new Reason($"同一程序版本 {now}", $"the same program, {now}")
        : new Reason($"当时程序 {then ?? "未知"}，现程序 {now}", $"made by {then ?? "an unknown program"}, computed again by {now}");
}
