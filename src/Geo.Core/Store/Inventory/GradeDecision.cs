using Geo.Core.Inventory.Grading;
using Geo.Core.Tracking;

namespace Geo.Core.Store.Inventory;

/// <summary>A person's decision on the control grade of a dump (分级管控). Until one is made the register's stands; what the rules propose never replaces either.</summary>
public static class GradeDecision
{
    private const string Where = "the grade", Dumps = "dumps", History = "site-history", Source = "grade";

    /// <summary>Writes the grade.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the dump.</param>
    /// <param name="grade">I, II or III.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who decides.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>The dump's row.</returns>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    /// <exception cref="InputException">No grade or no reason; nothing was written.</exception>
    public static Feature Write(WorkspaceStore store, string code, string? grade, string? reason, string author, DateTimeOffset at)
    {
        if (!ControlGrade.All.Contains(grade)) throw new InputException(Where, "grade", $"'{grade}' is none", $"use one of {string.Join(", ", ControlGrade.All)}");
        return Change(store, code, reason, author, at, null, new Dictionary<string, object?> { ["control_grade"] = grade, ["grade_decided_by"] = author, ["grade_decided_at"] = at });
    }

    /// <summary>Takes the last grade that stands back; the one before holds again.</summary>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    /// <exception cref="InputException">No reason, or no grade that a person gave; nothing was written.</exception>
    public static Feature Undo(WorkspaceStore store, string code, string? reason, string author, DateTimeOffset at)
    {
        Feature last = Last(AssessedSites.HistoryOf(store, TrackedSite.Dump, code, null))
            ?? throw new InputException(Where, "undo", $"nobody has decided the grade of {code}: it is the register's", "look at its history");
        return Change(store, code, reason, author, at, last.Id, DecisionChanges.Before(Layers.Dumps, last.Properties["changes"] as string)!);
    }

    /// <summary>The last grade of a history that was not taken back; null where there is none.</summary>
    /// <param name="history">Rows of site-history of one dump, oldest first.</param>
    public static Feature? Last(IReadOnlyList<Feature> history)
    {
        var undone = history.Select(row => row.Properties["undoes"] as string).OfType<string>().ToHashSet();
        return history.LastOrDefault(row => row.Properties["source"] is Source && row.Properties["undoes"] is null && !undone.Contains(row.Id));
    }

    private static Feature Change(
        WorkspaceStore store, string code, string? reason, string author, DateTimeOffset at, string? undoes, IReadOnlyDictionary<string, object?> columns)
    {
        ArgumentNullException.ThrowIfNull(store);
        string why = SiteDecision.Reason(reason);
        store.Write(author, null, null, writer =>
        {
            Feature dump = writer.Find(Dumps, code) ?? throw new NotFoundException("dump", code);
            string? status = dump.Properties["status"] as string;
            Feature row = SiteDecision.Row(writer, DecidedKind.Dump, code, status, at, Source, author, why, status, dump);
            writer.Put(History, SiteDecision.With(row, ("changes", DecisionChanges.Text(dump, columns)), ("undoes", undoes)));
            writer.Put(Dumps, new Feature(code, null, columns));
            writer.Audit(undoes is null ? $"grade.{columns["control_grade"]}" : "grade.undo", $"{Dumps}/{code}", why);
        });
        return store.Layer(Dumps).Get(code);
    }
}
