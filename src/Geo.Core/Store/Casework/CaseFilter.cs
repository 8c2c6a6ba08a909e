using Geo.Core.Cases;
using Geo.Core.Sites;

namespace Geo.Core.Store.Casework;

/// <summary>Which cases are wanted; null does not ask.</summary>
/// <param name="State">Code of a state; open for all but closed.</param>
/// <param name="Unit">Code or name of the unit in charge.</param>
/// <param name="Town">Name of the town.</param>
/// <param name="Overdue">Only those whose term is over.</param>
public sealed record CaseFilter(string? State = null, string? Unit = null, string? Town = null, bool Overdue = false)
{
    private const string OpenStates = "open";

    /// <summary>What a state may be in a filter.</summary>
    public static IReadOnlyList<string> States { get; } = [OpenStates, .. Enum.GetValues<CaseState>().Select(s => StatusCode.Of(s))];

    /// <summary>The cases that are wanted: overdue first, then by term, those without one last.</summary>
    /// <exception cref="InputException">The state or the unit is none.</exception>
    public IReadOnlyList<CaseFile> Of(IEnumerable<CaseFile> cases, DateTimeOffset now)
    {
        if (State is not null && !States.Contains(State)) throw new InputException("the cases", "state", $"'{State}' is none", $"use one of {string.Join(", ", States)}");
        string? unit = Unit is null ? null : Units.Default.Named(Unit).Code;
        return [.. cases.Where(c => State is null || (State == OpenStates ? c.Open : StatusCode.Of(c.State) == State))
            .Where(c => unit is null || c.Unit == unit).Where(c => Town is null || c.Town == Town).Where(c => !Overdue || c.Overdue(now))
            .OrderBy(c => c.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(c => c.ClosedAt).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }
}
