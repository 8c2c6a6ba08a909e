using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Takes a register file into its layer in one transaction: reads, applies, and on a dry run takes it back.</summary>
public static class RegisterFile
{
    /// <summary>Imports a register.</summary>
    /// <returns>What became of each row.</returns>
    /// <exception cref="Geo.Core.InputException">The file as a whole cannot be read; nothing was stored.</exception>
    public static ImportReport Import(
        WorkspaceStore store, string kind, string file, RegisterOptions options, bool dryRun, string author, TimeProvider time, CancellationToken cancel)
    {
        RegisterReading reading = RegisterReader.Read(kind, file, options);
        cancel.ThrowIfCancellationRequested();
        ImportReport? report = null;
        store.Write(author, null, null, writer =>
        {
            report = RegisterImport.Apply(writer, reading, author, time.GetUtcNow());
            if (report.Taken + report.Changed > 0) writer.Audit("import", kind, Path.GetFileName(file));
            if (dryRun)
            {
                writer.Discard();
            }
        });
        return report!;
    }
}
