using System.Globalization;
using Geo.Core.Cases;
using Geo.Core.Sites;

namespace Geo.Core.Store.Casework;

/// <summary>What a person asks to be done to a case, as it is sent.</summary>
/// <param name="State">The state that the person saw; null does not compare.</param>
/// <param name="Unit">Code or name of a unit.</param>
/// <param name="CooperatingUnits">Codes or names; null keeps them.</param>
/// <param name="Reason">Why, or what was done.</param>
/// <param name="Verdict">waste, damaged_ground, no_waste, listed_site or legal_stock.</param>
/// <param name="WasteCategory">Code of data/waste-categories.json.</param>
/// <param name="PlaceKind">building_site, facility, farmland, river_channel, industrial_land or other.</param>
/// <param name="FieldCheckId">The check that the step rests on.</param>
/// <param name="DroneSceneId">The drone scene that it rests on.</param>
/// <param name="To">The state to go back to.</param>
/// <param name="DueOn">Last day for the next step, in China.</param>
/// <param name="HandledOn">Day of the clean-up, in China.</param>
/// <param name="Exception">Close without the evidence that the rule asks for.</param>
public sealed record CaseRequest(
    string? State = null, string? Unit = null, IReadOnlyList<string>? CooperatingUnits = null, string? Reason = null, string? Verdict = null, string? WasteCategory = null,
    string? PlaceKind = null, string? FieldCheckId = null, string? DroneSceneId = null, string? To = null, DateOnly? DueOn = null, DateOnly? HandledOn = null, bool Exception = false);

/// <summary>A person's steps on cases. Every state stays in the case's history, with who brought it about and why.</summary>
public static class CaseWork
{
    /// <summary>Steps that people take.</summary>
    public static IReadOnlyList<CaseAction> Actions { get; } = [CaseAction.Assign, CaseAction.Reassign, CaseAction.Verify, CaseAction.Handle, CaseAction.Close, CaseAction.Return, CaseAction.Reject];

    /// <summary>Does a step.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">Id of the case.</param>
    /// <param name="action">assign, reassign, verify, handle, close, return or reject.</param>
    /// <param name="asked">What it needs.</param>
    /// <param name="author">Who.</param>
    /// <param name="at">Now, UTC.</param>
    /// <exception cref="NotFoundException">There is no such case, check or scene.</exception>
    /// <exception cref="InputException">The step cannot follow, or something is missing; nothing was written.</exception>
    public static CaseFile Do(WorkspaceStore store, string id, string action, CaseRequest asked, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(asked);
        var step = Actions.Cast<CaseAction?>().FirstOrDefault(a => StatusCode.Of(a!.Value) == action) ?? throw CaseSteps.Wrong("action", $"'{action}' is none", $"use one of {string.Join(", ", Actions.Select(a => StatusCode.Of(a)))}");
        CaseFile? after = null;
        store.Write(author, null, null, writer =>
        {
            var file = Find(writer, id);
            after = CaseSteps.After(file, Step(store, file, step, asked, author, at), CaseRules.Default, WorkingDays.Default, Units.Default);
            writer.Put(CaseRows.Layer, CaseRows.ToFeature(after));
            writer.Audit($"case.{action}", $"{CaseRows.Layer}/{id}", after.LastReason);
        });
        return after!;
    }

    /// <summary>The next id of a year: XS-2026-0001.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="known">Ids that there are.</param>
    /// <param name="at">When the case is raised, UTC.</param>
    public static string NextId(StoreWriter writer, IEnumerable<string> known, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"XS-{ChinaTime.Of(at).Year}-");
        int last = known.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Select(id => int.TryParse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0).DefaultIfEmpty().Max();
        string next;
        do next = string.Create(CultureInfo.InvariantCulture, $"{prefix}{++last:0000}");
        while (writer.Find(CaseRows.Layer, next) is not null);
        return next;
    }

    internal static T? Parse<T>(string field, string? code) where T : struct, Enum => code is null ? null
        : Enum.GetValues<T>().Where(v => StatusCode.Of(v) == code).Select(v => (T?)v).FirstOrDefault() ?? throw CaseSteps.Wrong(field, $"'{code}' is none", $"use one of {string.Join(", ", Enum.GetValues<T>().Select(v => StatusCode.Of(v)))}");

    internal static string? Category(string? word) => word is null ? null : RegisterSchema.CodeOf("waste_category", word)
        ?? throw CaseSteps.Wrong("waste_category", $"'{word}' is none", $"use one of {RegisterSchema.Words("waste_category")}");

    private static CaseFile Find(StoreWriter writer, string id) => CaseRows.Of(writer.Find(CaseRows.Layer, id) ?? throw new NotFoundException("case", id));

    private static CaseStep Step(WorkspaceStore store, CaseFile file, CaseAction action, CaseRequest asked, string author, DateTimeOffset at) => new(action, author, at)
    {
        Seen = Parse<CaseState>("state", asked.State),
        Unit = asked.Unit is { } unit ? Units.Default.Named(unit).Code : null,
        Cooperating = asked.CooperatingUnits?.Select(u => Units.Default.Named(u).Code).ToArray(),
        Reason = asked.Reason,
        Verdict = Parse<CaseVerdict>("verdict", asked.Verdict),
        WasteCategory = Category(asked.WasteCategory),
        PlaceKind = Parse<PlaceKind>("place_kind", asked.PlaceKind),
        Check = asked.FieldCheckId is { } check ? CaseEvidence.Of(file, OfCase(store, file, check)) : null,
        Drone = asked.DroneSceneId is { } scene ? Drone(store, file, scene) : null,
        Surveys = action == CaseAction.Close ? CaseEvidence.Surveys(store, file, CaseRules.Default) : [],
        To = Parse<CaseState>("to", asked.To),
        Due = asked.DueOn,
        HandledOn = asked.HandledOn,
        Exception = asked.Exception,
    };

    private static Feature OfCase(WorkspaceStore store, CaseFile file, string check) =>
        CaseEvidence.Checks(store, file).FirstOrDefault(c => c.Id == check)
        ?? (store.Layer(Layers.FieldChecks.Id).Find(check) is null ? throw new NotFoundException("field check", check)
            : throw CaseSteps.Wrong("field_check_id", "the check is one of another place", "name a check of this case"));

    private static DroneEvidence Drone(WorkspaceStore store, CaseFile file, string scene) =>
        CaseEvidence.Drones(store, file).FirstOrDefault(d => d.SceneId == scene) ?? new DroneEvidence(store.Scenes.Get(scene).Id, default, false);
}
