using System.Diagnostics;
using Geo.Core.Store;

namespace Geo.Core.Tests.Store.Keeping;

public sealed class LockedStoreTests
{
    [SkippableFact]
    public void Who_keeps_a_write_open_is_named_and_reading_goes_on()
    {
        Skip.IfNot(File.Exists("/proc/locks") && File.Exists("/usr/bin/sqlite3"), "needs Linux and the sqlite3 shell");
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"));
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/sqlite3", [f.Workspace.Database]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        holder.StandardInput.WriteLine("BEGIN IMMEDIATE; SELECT 'locked';");
        Assert.Equal("locked", holder.StandardOutput.ReadLine());

        Assert.Equal($"sqlite3 (process {holder.Id})", FileHolders.Locking(f.Workspace.Database));
        Assert.Equal($"sqlite3 (process {holder.Id})", FileHolders.Of(f.Workspace.Database));
        Assert.Equal("矿A", f.Store.Layer("mine-sites").Get("A").Properties["name"]);

        holder.StandardInput.WriteLine("ROLLBACK;");
        holder.StandardInput.WriteLine(".quit");
        holder.WaitForExit();
        Assert.Null(FileHolders.Of(f.Workspace.Database));
    }
}
