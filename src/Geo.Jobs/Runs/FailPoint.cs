using System.Diagnostics;

namespace Geo.Jobs.Runs;

/// <summary>
/// Named places where a test kills the process as a power cut would: GEOWFC_FAILPOINT=NAME ends it by SIGKILL when
/// it gets there, GEOWFC_FAILPOINT=NAME:N the Nth time.
/// </summary>
internal static class FailPoint
{
    private static readonly (string Name, int Count)? Armed = Parse(Environment.GetEnvironmentVariable("GEOWFC_FAILPOINT"));
    private static int _hits;

    public static void Reach(string name)
    {
        if (Armed is { } armed && armed.Name == name && Interlocked.Increment(ref _hits) == armed.Count)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static (string, int)? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        string[] parts = text.Split(':');
        return (parts[0], parts.Length > 1 && int.TryParse(parts[1], out int count) ? count : 1);
    }
}
