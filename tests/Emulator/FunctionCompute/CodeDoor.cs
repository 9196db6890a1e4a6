using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Serves the URLs of <see cref="CodeDownloads"/>, with errors as OSS words them: that is where the real ones lead.</summary>
internal sealed class CodeDoor(CodeDownloads downloads, ICloudService objects)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = await WireRequest.FromAsync(context);
        var requestId = RequestIds.For(objects.Name);
        Answer answer;
        try
        {
            answer = downloads.Get(request);
        }
        catch (Refusal refusal)
        {
            answer = objects.Refuse(request, refusal, requestId);
        }

        objects.Complete(answer, requestId);
        await AnswerWriter.WriteAsync(context, answer, fault: null);
    }
}
