namespace Geo.Jobs.Cli;

/// <summary>How the server is started.</summary>
/// <param name="Workspace">Workspace folder, absolute.</param>
/// <param name="Port">TCP port; 0 takes a free one.</param>
/// <param name="Bind">Address to listen on.</param>
/// <param name="Lang">Language of pages where the browser names none, zh or en.</param>
public sealed record ServeOptions(string Workspace, int Port, string Bind, string Lang);
