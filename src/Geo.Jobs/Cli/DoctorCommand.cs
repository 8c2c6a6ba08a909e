using System.CommandLine;
using Geo.Jobs.Keeping;

namespace Geo.Jobs.Cli;

/// <summary><c>doctor</c>: checks what the service stands on and says how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check GDAL, PROJ data, disk, store, memory, holdings, backups; say how to mend and when the disk is full");
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            IReadOnlyList<Finding> findings = Doctor.Look(session);
            session.Terminal.Result(findings, output =>
            {
                foreach (Finding finding in findings)
                {
                    output.WriteLine($"{(finding.Ok ? "ok  " : "BAD ")} {finding.Check}: {finding.Text}");
                }
            });
            return Task.FromResult(findings.All(finding => finding.Ok) ? ExitCode.Done : ExitCode.Failed);
        }));
        return command;
    }
}
