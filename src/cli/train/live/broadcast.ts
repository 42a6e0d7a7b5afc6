import type { ServerResponse } from "node:http";

/** Sends server-sent events to every open page. A page that joins gets the latest of each name first. */
export class Broadcast {
  private readonly pages = new Set<ServerResponse>();
  private readonly latest = new Map<string, string>();

  get hasPages(): boolean {
    return this.pages.size > 0;
  }

  send(name: string, html: string): void {
    this.latest.set(name, html);
    for (const page of this.pages) tell(page, name, html);
  }

  join(page: ServerResponse): void {
    for (const [name, html] of this.latest) tell(page, name, html);
    this.pages.add(page);
    page.on("close", () => this.pages.delete(page));
  }

  /** Tells every page that nothing follows. */
  end(): void {
    for (const page of this.pages) page.end("event: end\ndata:\n\n");
  }
}

const tell = (page: ServerResponse, name: string, html: string): void => {
  page.write(`event: ${name}\ndata: ${JSON.stringify(html)}\n\n`);
};
