using System.Text.Json;
using Geo.Core.Cases;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Store.Ground;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Jobs;

/// <summary>Surveys s1, s2… of days 0, 60, 120… after 1 April 2026; detections are squares of 0.001° at column/1000 degrees east of 110.</summary>
public sealed class CasesJobTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new() { Now = Start };
    private readonly WorkspaceStore _store;

    public CasesJobTests() => _store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), _clock);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Two_runs_leave_what_one_leaves()
    {
        Survey(1, ("d1", 0, 1), ("d2", 10, 1));
        Assert.Equal(2, Raise().GetProperty("raised").GetInt32());
        long revision = _store.Revision;
        var again = Raise();
        Assert.Equal((0, 2), (again.GetProperty("raised").GetInt32(), again.GetProperty("by_answer").GetProperty("known").GetInt32()));
        Assert.Equal(revision, _store.Revision);
        Assert.All(CaseRows.All(_store), c => Assert.Equal(("ecology_bureau", "all_others", CaseState.Found), (c.Unit, c.RoutedByRule, c.State)));
    }

    [Fact]
    public void A_later_survey_only_notes_what_it_sees_again()
    {
        Survey(1, ("d1", 0, 1));
        Raise();
        Survey(2, ("d1", 0, 1.1));
        Raise();
        Raise();
        var file = Assert.Single(CaseRows.All(_store));
        Assert.Equal((2, "s2-d1", Start.AddDays(60), CaseState.Found), (file.TimesRaised, file.DetectionId, file.LastSeenAt, file.State));
        Assert.Equal(2, _store.Layer("cases").Versions(file.Id).Count);
    }

    [Fact]
    public void A_rejected_detection_is_closed_visibly_and_not_raised_again_until_it_grows()
    {
        Survey(1, ("d1", 0, 1));
        Raise();
        DetectionReview.Write(_store, "s1-d1", "reject", "河滩", "审核员", _clock.Now);
        Assert.Equal(1, Raise().GetProperty("closed_rejected").GetInt32());
        var rejected = Assert.Single(CaseRows.All(_store));
        Assert.Equal((CaseState.Closed, CaseOutcome.Rejected, "河滩"), (rejected.State, rejected.Outcome, rejected.LastReason));
        Survey(2, ("d1", 0, 1.05)); // a tenth larger, and a track of its own
        Assert.Equal(0, Raise().GetProperty("raised").GetInt32());
        Survey(3, ("d1", 0, 1.3));
        Assert.Equal(1, Raise().GetProperty("raised").GetInt32());
        var changed = CaseRows.All(_store)[^1];
        Assert.Equal((CaseKind.Changed, rejected.Id, "grown"), (changed.Kind, changed.PreviousCase, changed.LastReason));
    }

    [Fact]
    public void Dumping_again_after_the_clean_up_is_a_case_and_an_alert()
    {
        Survey(1, ("d1", 0, 1));
        Raise();
        string id = CaseRows.All(_store)[0].Id;
        void Do(double day, string action, CaseRequest asked) { _clock.Now = Start.AddDays(day); CaseWork.Do(_store, id, action, asked, "张三", _clock.Now); }
        Do(1, "assign", new());
        Check(id, "check-0001", "waste", 3);
        Do(4, "verify", new(Verdict: "waste", FieldCheckId: "check-0001", WasteCategory: "construction"));
        Do(10, "handle", new(Reason: "清运"));
        Check(id, "check-0002", "no_waste", 12);
        Do(14, "close", new(FieldCheckId: "check-0002"));
        Survey(2);
        Assert.Equal(0, Raise().GetProperty("raised").GetInt32());
        Survey(3, ("d9", 0.1, 1));
        Raise();
        Raise();
        var redump = CaseRows.All(_store)[^1];
        Assert.Equal(2, CaseRows.All(_store).Count);
        // What lay there before tells who it is for.
        Assert.Equal((CaseKind.Redump, id, "urban_management_bureau", "construction"), (redump.Kind, redump.PreviousCase, redump.Unit, redump.WasteCategory));
        var alert = Assert.Single(_store.Layer("alerts").Items(ItemsRequest.All), a => a.Properties["kind"] is "redump");
        Assert.Equal((redump.Id, "open"), (alert.Properties["site_code"], alert.Properties["state"]));
    }

    [Fact]
    public void A_site_listed_since_takes_the_case_over()
    {
        Survey(1, ("d1", 0, 1), ("d2", 10, 1));
        Raise();
        _store.Write("import", null, null, w => w.Put("dumps", new Feature("D07", Square(-0.5, 2), new Dictionary<string, object?> { ["code"] = "D07", ["name"] = "新列堆场" })));
        Assert.Equal(1, Raise().GetProperty("closed_listed").GetInt32());
        Assert.Equal([CaseOutcome.Listed, null], CaseRows.All(_store).Select(c => c.Outcome));
        Survey(2, ("d1", 0, 1));
        Assert.Equal(1, Raise().GetProperty("by_answer").GetProperty("in_listed_site").GetInt32());
    }

    [Fact]
    public void Overdue_is_told_once_for_each_term()
    {
        Survey(1, ("d1", 0, 1));
        Raise();
        _clock.Now = Start.AddDays(9);
        Assert.Equal(1, Raise().GetProperty("overdue").GetInt32());
        Raise();
        Assert.Single(_store.Layer("alerts").Items(ItemsRequest.All));
    }

    [Fact]
    public void The_list_speaks_the_bureaus_words()
    {
        Survey(1, ("d1", 0, 1));
        Raise();
        string id = CaseRows.All(_store)[0].Id;
        CaseWork.Do(_store, id, "assign", new CaseRequest(Unit: "hedong_town"), "张三", Start);
        var row = SuspectList.Row(_store, CaseRows.All(_store)[0], 1, Start.AddDays(40));
        Assert.Equal(("XS-2026-0001", "河东镇", "逾期", "已交办", "固体废物堆", "卫星遥感"), (row["编号"], row["责任单位"], row["是否逾期"], row["状态"], row["类别"], row["线索来源"]));
        // The square's middle: 110.0005° = 110° 0′ 1.8″, 40.5005° = 40° 30′ 1.8″.
        Assert.Equal(("110°00′01.8″", "40°30′01.8″"), (row["经度（度分秒）"], row["纬度（度分秒）"]));
        Assert.Equal("2026-04-16", row["期限"]); // ten working days after 1 April; 4 to 6 April are Qingming
        foreach (string extension in SuspectList.Extensions)
        {
            string file = _folder.File($"list{extension}");
            SuspectList.Write(_store, CaseRows.All(_store), file, Start);
            Assert.True(new FileInfo(file).Length > 100);
            if (extension is ".xlsx") continue;
            string text = File.ReadAllText(file);
            Assert.Contains("XS-2026-0001", text, StringComparison.Ordinal);
            Assert.Contains("河东镇", text, StringComparison.Ordinal);
        }

        Assert.Contains("110.001,40.501", File.ReadAllText(_folder.File("list.kml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(110.99999, "111°00′00.0″"), InlineData(40.5, "40°30′00.0″"), InlineData(-0.25, "-0°15′00.0″"), InlineData(110.02, "110°01′12.0″")]
    public void Seconds_carry_over(double degrees, string text) => Assert.Equal(text, SuspectList.DegreesMinutesSeconds(degrees));

    private JsonElement Raise()
    {
        Run run = _store.Runs.Enqueue(CasesJob.Kind, "{}", "test", "1");
        Claim claim = _store.Runs.Claim(run.Id, "test", TimeSpan.FromMinutes(5))!;
        var context = new RunContext(_store, run, claim.Token, _clock, new Progress<double>(), _ => { });
        return JsonSerializer.SerializeToElement(CasesJob.Execute(context, CancellationToken.None).Result, JobTable.JsonStyle);
    }

    private void Survey(int number, params (string Id, double Col, double Side)[] sees)
    {
        DateTimeOffset acquired = Start.AddDays(60 * (number - 1));
        if (number > 1) _clock.Now = acquired.AddDays(2);
        _store.Write("survey", null, null, w =>
        {
            w.Put("surveys", new Feature($"s{number}", new MultiPolygon([Square(-50, 100)]), new Dictionary<string, object?> { ["acquired_at"] = acquired, ["surveyed_at"] = acquired.AddDays(1) }));
            w.Put("detections", sees.Select(d => new Feature($"s{number}-{d.Id}", new MultiPolygon([Square(d.Col, d.Side)]), new Dictionary<string, object?>
            {
                ["class"] = "stockpile",
                ["probability"] = 0.9,
                ["area_m2"] = 9_400 * d.Side * d.Side,
                ["survey_id"] = $"s{number}",
                ["acquired_at"] = acquired,
                ["site_kind"] = "unlisted",
                ["review"] = "candidate",
                ["track_id"] = $"track-s{number}-{d.Id}",
            })));
        });
    }

    private void Check(string id, string check, string verdict, double day)
    {
        _clock.Now = Start.AddDays(day);
        FieldCheckWrite.Write(_store, new FieldCheckEntry(check, "unlisted", null, null, _clock.Now, "ground", "agrees", null, null, null, null, 110.0005, 40.5005, "gps", 5, id, verdict), "李四", _clock.Now, replace: false);
    }

    private static Polygon Square(double col, double side)
    {
        double west = 110 + col / 1000, south = 40.5, length = side / 1000;
        return new Polygon(new LinearRing([new(west, south), new(west + length, south), new(west + length, south + length), new(west, south + length), new(west, south)]));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
