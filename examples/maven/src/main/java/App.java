import org.apache.commons.lang3.StringUtils;

public class App {
    public static void main(String[] arguments) {
        System.out.println(StringUtils.capitalize("hello"));
    }
}
