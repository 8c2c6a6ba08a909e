using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;
using Geo.Jobs.Jobs;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Reports;

/// <summary>A workspace with two mine sites, two dumps and a clock that the test moves; it begins on 10 July 2026.</summary>
internal sealed class ReportStore : IDisposable
{
    public static readonly ReportMonth July = ReportMonth.Parse("2026-07"), August = ReportMonth.Parse("2026-08");

    private readonly TemporaryFolder _folder = new();

    public ReportStore()
    {
        Store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), Clock);
        GreenedSite.Put(Store, "M1");
        GreenedSite.Put(Store, "M2", 416_000);
        Store.Write("test", null, null, writer =>
        {
            foreach (string code in (string[])["M1", "M2"]) writer.Put("site-history", History(code, "register", "vegetating", Clock.Now));
            writer.Put("dumps", [Dump("D1", "I"), Dump("D2", "II")]);
        });
    }

    public MovableClock Clock { get; } = new() { Now = new(2026, 7, 10, 0, 0, 0, TimeSpan.Zero) };

    public WorkspaceStore Store { get; }

    /// <summary>A dump.</summary>
    public static Feature Dump(string code, string? grade) => new(code, null, new Dictionary<string, object?> { ["code"] = code, ["name"] = "堆 " + code, ["town"] = "河东镇", ["lead_unit"] = "区生态环境分局", ["status"] = "listed", ["control_grade"] = grade });

    /// <summary>A case.</summary>
    public static Feature Case(string id, DateTimeOffset found, DateTimeOffset? closed = null) => new(id, null, new Dictionary<string, object?> { ["unit"] = "区城管执法局", ["found_at"] = found, ["due_at"] = found.AddDays(10), ["closed_at"] = closed });

    /// <summary>Moves the clock and decides.</summary>
    public void Decide(string code, string status, DateTimeOffset at)
    {
        Clock.Now = at;
        SiteDecision.Write(Store, DecidedKind.MineSite, code, status, "现场核实", "王五", at);
    }

    /// <summary>Makes a draft at an instant, as the job does.</summary>
    public MonthlyReport Draft(ReportMonth month, DateTimeOffset at)
    {
        Clock.Now = at;
        var run = Store.Runs.Enqueue(ReportJob.Kind, $$"""{"month":"{{month}}"}""", "test", "test");
        run = new RunExecutor(Store, Clock).Execute(run.Id, null, CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(run.State == "done", run.Error);
        return Store.Reports.Read(month, Record(month).Version);
    }

    public ReportRecord Record(ReportMonth month) => Store.Reports.Find(month)!;

    /// <summary>Freezes the draft as it stands.</summary>
    public ReportRecord Freeze(ReportMonth month, DateTimeOffset at)
    {
        Clock.Now = at;
        return MonthlyReports.Freeze(Store, month, Record(month).Edit, "李四", at);
    }

    public byte[] File(ReportMonth month, string extension, int? version = null) => MonthlyReports.File(Store, month, version, extension, "zh");

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    private static Feature History(string code, string source, string status, DateTimeOffset at) => new($"{code}-{source}", null, new Dictionary<string, object?>
    {
        ["site_kind"] = "mine_site",
        ["site_code"] = code,
        ["status"] = status,
        ["status_at"] = at,
        ["source"] = source,
    });
}

/// <summary>A clock that stands still until it is moved; its timers are those of the machine.</summary>
internal sealed class MovableClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
