using Geo.Core.Cases;
using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Store.Ground;
using Geo.Core.Tests.Cases;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Store.Casework;

public sealed class CaseWorkTests : IDisposable
{
    private readonly StoreFixture _f = new();
    private readonly CaseDistrict _district = new([new NamedPlace("河东镇", Sample.Square(-50, 100))], [], [], [], []);

    public CaseWorkTests() => _f.Clock.Now = Sample.Start;

    public void Dispose() => _f.Dispose();

    private DateTimeOffset Now => _f.Clock.Now;

    private void Put(params CaseFile[] cases) => _f.Store.Write("run", null, null, w => w.Put("cases", cases.Select(CaseRows.ToFeature)));

    private CaseFile Do(string id, string action, CaseRequest asked, string author = "张三") => CaseWork.Do(_f.Store, id, action, asked, author, Now);

    private string Check(string id, string caseId, string? verdict, double days, string source = "ground")
    {
        var entry = new FieldCheckEntry(id, "unlisted", null, null, Sample.Start.AddDays(days), source, "agrees", null, null, null, null, 110.0005, 40.5005, "gps", 5, caseId, verdict);
        FieldCheckWrite.Write(_f.Store, entry, "李四", Now, replace: false);
        return id;
    }

    [Fact]
    public void A_row_gives_back_the_case_that_was_written()
    {
        var file = Sample.Closed() with { Cooperating = ["hedong_town"], Note = "n", PreviousCase = "XS-2025-0001", Town = "河东镇", Synthetic = true, PlaceKind = PlaceKind.Farmland, WasteCategory = "agricultural" };
        Put(file);
        var read = CaseRows.All(_f.Store).Single();
        Assert.Equal(file with { Place = read.Place, Cooperating = read.Cooperating }, read);
        Assert.Equal(file.Cooperating, read.Cooperating);
        Assert.True(file.Place.EqualsExact(read.Place));
    }

    [Fact]
    public void Each_step_is_a_state_of_the_history_with_its_author_and_reason()
    {
        Put(Sample.Found());
        _f.Clock.Now = Sample.Start.AddDays(1);
        Do("XS-2026-0001", "assign", new CaseRequest(Unit: "区自然资源分局"));
        _f.Clock.Now = Sample.Start.AddDays(2);
        Do("XS-2026-0001", "reassign", new CaseRequest(Unit: "urban_management_bureau", Reason: "建筑垃圾"), "王五");
        _f.Clock.Now = Sample.Start.AddDays(4);
        Do("XS-2026-0001", "verify", new CaseRequest(Verdict: "waste", FieldCheckId: Check("check-0001", "XS-2026-0001", "waste", 3), WasteCategory: "建筑垃圾"));
        var versions = _f.Store.Layer("cases").Versions("XS-2026-0001");
        Assert.Equal(["raise", "assign", "reassign", "verify"], versions.Select(v => v.Feature.Properties["last_action"]));
        Assert.Equal(["run", "张三", "王五", "张三"], versions.Select(v => v.Author));
        Assert.Equal(["ecology_bureau", "natural_resources_bureau", "urban_management_bureau", "urban_management_bureau"], versions.Select(v => v.Feature.Properties["unit"]));
        Assert.Equal("建筑垃圾", versions[2].Feature.Properties["last_reason"]);
        Assert.Equal("construction", versions[3].Feature.Properties["waste_category"]);
        Assert.Equal(["case.verify", "field-check.add", "case.reassign", "case.assign"], _f.Store.Audit.List(new(10)).Select(a => a.Action).Take(4));
    }

    [Fact]
    public void A_step_that_is_refused_writes_nothing()
    {
        Put(Sample.Found());
        long before = _f.Store.Revision;
        Assert.Throws<InputException>(() => Do("XS-2026-0001", "close", new CaseRequest()));
        Assert.Throws<InputException>(() => Do("XS-2026-0001", "burn", new CaseRequest()));
        Assert.Throws<InputException>(() => Do("XS-2026-0001", "assign", new CaseRequest(State: "handled")));
        Assert.Throws<NotFoundException>(() => Do("XS-2026-9999", "assign", new CaseRequest()));
        Assert.Equal(before, _f.Store.Revision);
    }

    [Fact]
    public void Closing_looks_at_what_surveys_have_seen_since()
    {
        Put(Sample.Handled()); // on day 10
        _f.Clock.Now = Sample.Start.AddDays(20);
        string check = Check("check-0002", "XS-2026-0001", "no_waste", 12);
        void Survey(string id, double day, params string[] sees) => _f.Store.Write("survey", null, null, w =>
        {
            w.Put("surveys", new Feature(id, new MultiPolygon([(Polygon)Sample.Square(-9, 20)]), new Dictionary<string, object?> { ["acquired_at"] = Sample.Start.AddDays(day) }));
            foreach (string one in sees) w.Put("detections", new Feature(one, new MultiPolygon([(Polygon)Sample.Square(0.1)]), new Dictionary<string, object?> { ["survey_id"] = id, ["class"] = "stockpile", ["review"] = "candidate" }));
        });
        Survey("s1", 15, "s1-1");
        Assert.Equal("survey", Assert.Throws<InputException>(() => Do("XS-2026-0001", "close", new CaseRequest(FieldCheckId: check))).Field);
        Survey("s2", 18);
        var closed = Do("XS-2026-0001", "close", new CaseRequest(FieldCheckId: check));
        Assert.Equal(("field_check_and_survey", "s2"), (closed.ClosingEvidence, closed.ClosingSurveyId));
    }

    [Fact]
    public void A_check_of_another_place_is_no_evidence()
    {
        Put(Sample.Do(Sample.Found(), Sample.Step(CaseAction.Assign, 1)), Sample.Found("XS-2026-0002", col: 30));
        string other = Check("check-0003", "XS-2026-0002", null, -1);
        Assert.Equal("field_check_id", Assert.Throws<InputException>(() => Do("XS-2026-0001", "verify", new CaseRequest(Verdict: "waste", FieldCheckId: other))).Field);
        Assert.Throws<NotFoundException>(() => Do("XS-2026-0001", "verify", new CaseRequest(Verdict: "waste", FieldCheckId: "check-9999")));
        // It is told far from its own place too: it stands 2.5 km off.
        Assert.Contains("far_from_site", (IEnumerable<string>)_f.Store.Layer("field-checks").Get(other).Properties["doubts"]!);
    }

    [Fact]
    public void Whatever_is_tried_no_case_is_lost_and_its_history_is_whole()
    {
        Put([.. Enumerable.Range(1, 6).Select(i => Sample.Found($"XS-2026-000{i}", col: 10 * i))]);
        string[] actions = [.. CaseWork.Actions.Select(a => Core.Sites.StatusCode.Of(a))];
        ulong seed = 7;
        var taken = new Dictionary<string, int>();
        for (int i = 0; i < 120; i++)
        {
            _f.Clock.Now = Sample.Start.AddHours(i);
            string id = $"XS-2026-000{1 + (int)(SplitMix64.Next(ref seed) % 6)}", action = actions[SplitMix64.Next(ref seed) % (ulong)actions.Length];
            var asked = new CaseRequest(Unit: Units.Default.All[(int)(SplitMix64.Next(ref seed) % 16)].Code, Reason: "r", Verdict: SplitMix64.Next(ref seed) % 2 == 0 ? "waste" : "no_waste", To: SplitMix64.Next(ref seed) % 2 == 0 ? "found" : "assigned", Exception: SplitMix64.Next(ref seed) % 2 == 0);
            if (action == "verify") asked = asked with { FieldCheckId = CheckOf(id, i) };
            try { Do(id, action, asked); }
            catch (InputException) { continue; }
            taken[id] = taken.GetValueOrDefault(id) + 1;
        }

        Assert.Equal(6, taken.Count);
        Assert.True(taken.Values.Sum() > 30, "hardly a step was taken: the test says nothing");
        Assert.Equal(6, CaseRows.All(_f.Store).Count);
        foreach (var (id, steps) in taken)
        {
            var versions = _f.Store.Layer("cases").Versions(id);
            Assert.Equal(1 + steps, versions.Count);
            Assert.Equal(versions.Skip(1).Select(v => (long?)v.Revision).Append(null), versions.Select(v => v.EndRevision)); // no gap, one current state
            Assert.Equal(_f.Store.Layer("cases").Get(id).Properties, versions[^1].Feature.Properties);
        }

        string CheckOf(string id, int i)
        {
            var place = _f.Store.Layer("cases").Get(id).Geometry!.InteriorPoint;
            FieldCheckWrite.Write(_f.Store, new FieldCheckEntry($"check-{i:0000}", "unlisted", null, null, Now.AddMinutes(-5), "ground", "agrees", null, null, null, null, place.X, place.Y, "gps", 5, id), "李四", Now, replace: false);
            return $"check-{i:0000}";
        }
    }

    [Fact]
    public void A_report_is_a_case_of_its_unit_and_a_second_one_at_its_place_is_told_on_it()
    {
        var entry = new CaseEntry("report-0001", "public_report", new Point(110.0005, 40.5005), null, "夜间倾倒建筑垃圾", "construction", "building_site", null);
        var first = CaseReport.Write(_f.Store, entry, _district, "王五", Now);
        Assert.True(first.IsNew);
        Assert.Equal(("XS-2026-0001", CaseState.Found, CaseSource.PublicReport, "housing_bureau", "construction_site", "河东镇"),
            (first.Case.Id, first.Case.State, first.Case.Source, first.Case.Unit, first.Case.RoutedByRule, first.Case.Town));
        Assert.False(CaseReport.Write(_f.Store, entry, _district, "王五", Now).IsNew);
        Assert.Single(_f.Store.Layer("cases").Versions("XS-2026-0001"));
        var second = CaseReport.Write(_f.Store, entry with { Id = "report-0002", Place = new Point(110.0008, 40.5005), Note = "又有人倒" }, _district, "赵六", Now); // 25 m off
        Assert.Equal((false, "XS-2026-0001", 2), (second.IsNew, second.Case.Id, second.Case.TimesRaised));
        Assert.Equal("XS-2026-0002", CaseReport.Write(_f.Store, entry with { Id = "report-0003", Place = new Point(110.01, 40.5005) }, _district, "赵六", Now).Case.Id);
    }

    [Fact]
    public void Coordinates_from_a_Chinese_web_map_are_moved_back()
    {
        // Donghe's shift is some 500 m; what is moved on to GCJ-02 and reported so lies where it was.
        var (lon, lat) = ChineseOffsets.Wgs84ToGcj02(110.05, 40.55);
        Assert.True(Ellipsoid.Distance(lon, lat, 110.05, 40.55) > 400);
        var place = (Point)CaseReport.Write(_f.Store, new CaseEntry(null, "ground", new Point(lon, lat), "gcj02", "n", null, null, null), _district, "王五", Now).Case.Place;
        Assert.True(Ellipsoid.Distance(place.X, place.Y, 110.05, 40.55) < 0.1);
    }

    [Theory]
    [InlineData("source", "satellite", 110.0, "n"), InlineData("note", "ground", 110.0, " "), InlineData("geometry", "ground", 40.5, "n")]
    public void What_is_wrong_with_a_report_is_named(string field, string source, double lon, string note) =>
        Assert.Equal(field, Assert.Throws<InputException>(() => CaseReport.Write(_f.Store, new CaseEntry(null, source, new Point(lon, 40.5), null, note, null, null, null), _district, "王五", Now)).Field);

    [Fact]
    public void The_alert_of_a_term_comes_once_and_goes_when_the_case_moves_on()
    {
        Put(Sample.Found());
        void Terms() => _f.Store.Write("run", null, null, w => CaseAlerts.Terms(w, CaseRows.All(_f.Store), [.. _f.Store.Layer("alerts").Items(ItemsRequest.Everything)], Now));
        Terms();
        Assert.Empty(_f.Store.Layer("alerts").Items(ItemsRequest.All));
        _f.Clock.Now = Sample.Start.AddDays(4);
        Terms();
        Terms();
        var alert = Assert.Single(_f.Store.Layer("alerts").Items(ItemsRequest.All));
        Assert.Equal(("case_overdue", "case", "XS-2026-0001", "open"), (alert.Properties["kind"], alert.Properties["site_kind"], alert.Properties["site_code"], alert.Properties["state"]));
        Do("XS-2026-0001", "assign", new CaseRequest());
        Terms();
        Assert.Equal("closed", _f.Store.Layer("alerts").Get(alert.Id).Properties["state"]);
    }
}
