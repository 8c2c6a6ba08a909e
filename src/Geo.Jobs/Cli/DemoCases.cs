using Geo.Core.Cases;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Store.Ground;

namespace Geo.Jobs.Cli;

/// <summary>Some of the demo's cases carried on by made-up people, so that the board shows every state. All of it is marked synthetic.</summary>
internal static class DemoCases
{
    private const string Office = "演示·调度员", Officer = "演示·核查员", Town = "演示·镇街";

    /// <summary>How far a case is carried, by days before now: found, assigned, verified, handled, closed; null where it stays before.</summary>
    private static readonly (double Found, double? Assigned, double? Verified, double? Handled, double? Closed)[] Lives =
    [
        (30, 28, null, null, null), // verification overdue
        (20, 19, 11, null, null),
        (50, 49, 40, 5, null),
        (60, 58, 45, 20, 14),
        (75, 73, 55, null, null), // clean-up overdue
        (2, 1, null, null, null),
        (9, null, null, null, null), // handing over overdue
    ];

    /// <summary>Carries the first cases on; those that somebody has touched are left, so that it can be done again.</summary>
    public static int CarryOn(WorkspaceStore store, DateTimeOffset now)
    {
        CaseFile[] fresh = [.. CaseRows.All(store).Where(c => c.Synthetic && c.Source == CaseSource.Satellite)];
        int carried = 0;
        for (int i = 0; i < Math.Min(Lives.Length, fresh.Length); i++)
        {
            if (store.Layer(CaseRows.Layer).Versions(fresh[i].Id).Count > 1) continue;
            Carry(store, fresh[i], Lives[i], now);
            carried++;
        }

        if (carried > 0)
        {
            store.Write("cases", null, null, writer => CaseAlerts.Terms(
                writer, CaseRows.All(store), [.. store.Layer(Layers.Alerts.Id).Items(ItemsRequest.Everything).Where(a => a.Properties["site_kind"] is CaseAlerts.SiteKind)], now));
        }

        return carried;
    }

    private static void Carry(WorkspaceStore store, CaseFile file, (double Found, double? Assigned, double? Verified, double? Handled, double? Closed) life, DateTimeOffset now)
    {
        DateTimeOffset Ago(double days) => now.AddDays(-days);
        file = file with { FoundAt = Ago(life.Found), DueAt = Deadlines.Of(CaseState.Found, file.Kind, Ago(life.Found), CaseRules.Default, WorkingDays.Default), Note = "合成演示数据 synthetic demo" };
        Write(store, file, "demo");
        if (life.Assigned is { } assigned) file = Step(store, file, new CaseStep(CaseAction.Assign, Office, Ago(assigned)) { Reason = "请按期核实" });
        if (life.Verified is { } verified)
        {
            CheckEvidence check = Check(store, file, 1, CaseVerdict.Waste, Ago(verified + 1), now);
            file = Step(store, file, new CaseStep(CaseAction.Verify, Officer, Ago(verified)) { Verdict = CaseVerdict.Waste, Check = check, Reason = "现场可见堆体，无围挡" });
        }

        if (life.Handled is { } handled) file = Step(store, file, new CaseStep(CaseAction.Handle, Town, Ago(handled)) { Reason = "已清运至指定消纳场，场地平整" });
        if (life.Closed is { } closed)
        {
            CheckEvidence check = Check(store, file, 2, CaseVerdict.NoWaste, Ago(closed + 1), now);
            Step(store, file, new CaseStep(CaseAction.Close, Office, Ago(closed)) { Check = check, Reason = "复核已清理" });
        }
    }

    private static CaseFile Step(WorkspaceStore store, CaseFile file, CaseStep step)
    {
        CaseFile after = CaseSteps.After(file, step, CaseRules.Default, WorkingDays.Default, Units.Default);
        Write(store, after, step.Author);
        return after;
    }

    private static void Write(WorkspaceStore store, CaseFile file, string author) => store.Write(author, null, null, writer =>
    {
        writer.Put(CaseRows.Layer, CaseRows.ToFeature(file));
        writer.Audit("case.demo", $"{CaseRows.Layer}/{file.Id}", "synthetic");
    });

    private static CheckEvidence Check(WorkspaceStore store, CaseFile file, int number, CaseVerdict verdict, DateTimeOffset at, DateTimeOffset now)
    {
        var place = file.Place.InteriorPoint;
        var entry = new FieldCheckEntry(
            $"demo-{file.Id.ToLowerInvariant()}-{number}", "unlisted", null, file.DetectionId, at, "ground", verdict == CaseVerdict.Waste ? "agrees" : "disagrees", null, null, null,
            "合成演示数据 synthetic demo", place.X, place.Y, "gps", 5, file.Id, Core.Sites.StatusCode.Of(verdict));
        return CaseEvidence.Of(file, FieldCheckWrite.Write(store, entry, Officer, now, replace: false).Check);
    }
}
