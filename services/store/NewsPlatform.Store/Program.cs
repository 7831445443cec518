using NewsPlatform.Hosting;
using NewsPlatform.Store;

return await NewsHost.RunAsync(args, StoreModule.Module);
