using System.CommandLine;
using System.Globalization;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Ground;

namespace Geo.Jobs.Cli;

/// <summary><c>todo</c>: which evidence of which mine site is missing or too old.</summary>
internal static class ToDoCommand
{
    public static Command Create()
    {
        var town = new Option<string?>("--town") { Description = "Only the sites of this town", HelpName = "NAME" };
        var command = new Command("todo", "Which of satellite, drone and ground evidence each mine site lacks, or has too old; the most urgent first") { town };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var sites = EvidenceReading.ToDo(store, session.Time.GetUtcNow(), parsed.GetValue(town));
            var document = sites.Select(s => new
            {
                s.Code,
                s.Name,
                s.Town,
                Status = s.Status is { } status ? StatusCode.Of(status) : null,
                s.Missing,
                Corners = s.Corners.Select(c => new { Source = StatusCode.Of(c.Source), State = StatusCode.Of(c.State), c.LastAt, c.LastId, c.Due, c.ReasonZh, c.ReasonEn }),
            });
            session.Terminal.Result(document, output =>
            {
                foreach (var site in sites.Where(s => s.Missing.Count > 0))
                {
                    output.WriteLine($"{site.Code} {site.Name} {site.Town}".TrimEnd());
                    foreach (var corner in site.Corners.Where(c => c.State != Core.Tracking.EvidenceState.Ok)) output.WriteLine($"  {session.Terminal.Say(corner.ReasonZh, corner.ReasonEn)}");
                }

                int done = sites.Count(s => s.Missing.Count == 0);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{session.Terminal.Say($"{done} / {sites.Count} 个点位证据齐全", $"{done} of {sites.Count} sites want nothing")}"));
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
