using Geo.Core.Reporting.Monthly;
using Geo.Core.Store.Reports;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Month">The month, as 2026-08.</param>
internal sealed record ReportParameters(string? Month);

/// <summary>Makes the draft of a month's report, or makes it anew with what a person put to it. A frozen report is left as it is, and said so.</summary>
internal static class ReportJob
{
    public const string Kind = "report";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        ReportMonth month = ReportMonth.Parse(JobTable.Parameters<ReportParameters>(context).Month);
        MonthlyReports.CheckOver(month, context.Time.GetUtcNow());
        if (context.Store.Reports.Find(month) is { FrozenAt: not null } frozen)
        {
            context.Log($"{month}: version {frozen.Version} is {frozen.State}; nothing was changed");
            return Task.FromResult<object>(new { run_id = context.Run.Id, month = month.ToString(), version = frozen.Version, state = frozen.State });
        }

        int version = context.Store.Reports.Find(month)?.Version ?? 1;
        string folder = Directory.CreateDirectory(Path.Combine(context.TemporaryFolder, "report")).FullName;
        MonthlyReport draft = MonthlyReports.Draft(context.Store, month, version, context.Time.GetUtcNow(), folder, context.Progress, cancel);
        context.Write(writer => writer.PutDraft(draft));
        MonthlyReports.Publish(context.Store, draft, folder);
        foreach (Gap gap in draft.Data.Missing) context.Log($"{gap.Part}: {gap.Why.En}");
        return Task.FromResult<object>(new { run_id = context.Run.Id, month = month.ToString(), version, state = "draft", changed_sites = draft.Figures["sites.changed"], pictures = draft.Data.Pictures.Count, missing = draft.Data.Missing.Select(m => m.Part) });
    }
}
