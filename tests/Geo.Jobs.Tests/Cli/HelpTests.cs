using System.Text;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class HelpTests
{
    private static readonly string[] Commands =
    [
        "init", "demo", "import", "ingest", "coregister", "check-registers", "train", "advise", "refine", "learn", "survey", "track", "cases", "cases raise", "cases list", "cases show", "cases report", "cases assign", "cases reassign", "cases verify", "cases handle", "cases close", "cases return", "cases reject", "cases export", "todo", "flight", "assess", "sample", "why", "review", "decide", "inventory", "inventory add", "inventory bulk", "indicators", "trace", "dossier", "report", "recovery", "volume", "priority", "zonal", "export", "layers", "scenes", "models", "models promote", "models rollback", "runs", "inbox", "schedule", "schedule list", "schedule pause", "schedule resume", "schedule set", "users", "users add", "users change", "users password", "users reset", "keys", "keys add", "keys revoke", "audit", "backup", "restore", "prune", "support", "serve", "worker", "doctor",
    ];

    /// <summary>What people type is promised: a change shows in the diff of the approved file.</summary>
    [Fact]
    public void Help_is_as_approved()
    {
        using var folder = new TemporaryFolder();
        var geowfc = new Geowfc(folder.File("none"));
        var help = new StringBuilder();
        foreach (string command in Commands)
        {
            string text = geowfc.Done([.. command.Split(' '), "--help"]).Output;
            foreach (string line in text.Split('\n'))
            {
                help.Append(line.TrimEnd()).Append('\n');
            }
        }

        string approved = Path.Combine(AppContext.BaseDirectory, "Approved", "help.txt"), received = Path.Combine(Path.GetTempPath(), "geowfc-help-received.txt");
        File.WriteAllText(received, help.ToString());
        Assert.True(File.ReadAllText(approved) == help.ToString(), $"the command line's help has changed: compare {received} with Approved/help.txt");
    }
}
