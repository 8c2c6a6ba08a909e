using System.Diagnostics;
using Geo.Testing;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>A disk of a few megabytes, mounted for a test where that is allowed.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _mounted;

    public TinyDisk(int megabytes)
    {
        _mounted = Environment.UserName == "root" && System.IO.File.Exists("/usr/bin/mount") && Mount("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder.Path);
        Skip.IfNot(_mounted, "mounting a small tmpfs needs root");
    }

    public string File(string name) => _folder.File(name);

    /// <summary>Writes until nothing but so many bytes is free.</summary>
    public void Fill(long leave = 0)
    {
        using var filler = new FileStream(File("filler"), FileMode.Append, FileAccess.Write, FileShare.None, 0);
        byte[] block = new byte[4096];
        try
        {
            while (new DriveInfo(_folder.Path).AvailableFreeSpace > leave) filler.Write(block);
        }
        catch (IOException)
        {
            // Full: as wanted.
        }
    }

    public void Free() => System.IO.File.Delete(File("filler"));

    public void Dispose()
    {
        if (_mounted) Mount("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static bool Mount(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
