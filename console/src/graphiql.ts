// The entry of GraphiQL: small, so that a link's token is off the address bar before the rest loads.
import { takeLink } from "./link";

const link = takeLink();
const { show } = await import("./explorer");
show(document.getElementById("root")!, link);
